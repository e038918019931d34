for c in ("utf-8", "latin-1", "utf-16-le", "utf-32-be", "cp1252"):
    b = "é".encode(c)
    print(c, b, b.decode(c) == "é")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:utf-8 b'\xc3\xa9' True
# CHECK-NEXT:latin-1 b'\xe9' True
# CHECK-NEXT:utf-16-le b'\xe9\x00' True
# CHECK-NEXT:utf-32-be b'\x00\x00\x00\xe9' True
# CHECK-NEXT:cp1252 b'\xe9' True
# CHECK-NOT:{{.}}
