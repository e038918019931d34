import codecs
codecs.register_error("star", lambda e: ("*", e.end))
print("aé".encode("ascii", "star"), codecs.encode("abc", "rot13"), codecs.lookup("UTF8").name, codecs.getincrementaldecoder("utf-8")().decode(b"\xc3"), codecs.decode(b"616a", "hex"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'a*' nop utf-8  b'aj'
# CHECK-NOT:{{.}}
