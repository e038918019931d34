s = b"\xffabc".decode("utf-8", "surrogateescape")
print(ascii(s), s.encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'\udcffabc' b'\xffabc' b'\xed\xa0\x80'
# CHECK-NOT:{{.}}
