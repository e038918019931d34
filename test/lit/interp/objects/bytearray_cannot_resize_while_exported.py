a = bytearray(b"abc")
m = memoryview(a)
try:
    a.append(1)
except BufferError as e:
    print(e)
m.release()
a.append(100)
print(a)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Existing exports of data: object cannot be re-sized
# CHECK-NEXT:bytearray(b'abcd')
# CHECK-NOT:{{.}}
