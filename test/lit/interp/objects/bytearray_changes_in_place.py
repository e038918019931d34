a = bytearray(b"abc")
a.append(100); a.extend(b"ef"); a[0] = 65; del a[1]; a[1:2] = b"XYZ"; a.insert(0, 48); a.reverse()
print(a, a.pop(), len(a), a == bytes(a))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:bytearray(b'fedZYXA') 48 7 True
# CHECK-NOT:{{.}}
