import struct
b = struct.pack(">hIq3sf?", -2, 7, 2**40, b"ab", 1.5, True)
print(b, struct.unpack(">hIq3sf?", b), struct.calcsize("bhi"), struct.pack("<3B", 1, 2, 3), struct.unpack("<e", struct.pack("<e", 0.5)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'\xff\xfe\x00\x00\x00\x07\x00\x00\x01\x00\x00\x00\x00\x00ab\x00?\xc0\x00\x00\x01' (-2, 7, 1099511627776, b'ab\x00', 1.5, True) 8 b'\x01\x02\x03' (0.5,)
# CHECK-NOT:{{.}}
