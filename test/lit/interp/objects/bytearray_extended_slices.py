a = bytearray(range(10))
a[::2] = b"abcde"
print(a)
del a[::3]
print(a)
try:
    a[::2] = b"x"
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:bytearray(b'a\x01b\x03c\x05d\x07e\t')
# CHECK-NEXT:bytearray(b'\x01bc\x05\x07e')
# CHECK-NEXT:attempt to assign bytes of size 1 to extended slice of size 3
# CHECK-NOT:{{.}}
