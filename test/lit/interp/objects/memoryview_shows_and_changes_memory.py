a = bytearray(b"abcdef")
m = memoryview(a)
m[1:3] = b"XY"
print(a, m[0], m[-1], bytes(m[::2]), m.tolist()[:2], len(m), m.readonly, m.format, m.nbytes)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:bytearray(b'aXYdef') 97 102 b'aYe' [97, 88] 6 False B 6
# CHECK-NOT:{{.}}
