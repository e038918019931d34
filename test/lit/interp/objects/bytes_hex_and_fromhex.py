print(b"\x01\xab".hex(), b"abcdef".hex("-", 2), b"abcdef".hex(":", -4), bytes.fromhex("01 aB"))
try:
    bytes.fromhex("0g")
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:01ab 6162-6364-6566 61626364:6566 b'\x01\xab'
# CHECK-NEXT:non-hexadecimal number found in fromhex() arg at position 1
# CHECK-NOT:{{.}}
