print(b"a'b", b'a"b', b"\x00\xff\n\\", bytes([1, 2]), bytes(3), bytes("é", "utf-8"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b"a'b" b'a"b' b'\x00\xff\n\\' b'\x01\x02' b'\x00\x00\x00' b'\xc3\xa9'
# CHECK-NOT:{{.}}
