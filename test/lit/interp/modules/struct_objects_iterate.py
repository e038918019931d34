import struct
s = struct.Struct("<HB")
print(s.size, s.format, list(s.iter_unpack(b"\x01\x00\x02\x03\x00\x04")), s.unpack_from(b"xx\x05\x00\x06", 2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3 <HB [(1, 2), (3, 4)] (5, 6)
# CHECK-NOT:{{.}}
