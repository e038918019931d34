import base64, binascii
print(base64.b64encode(b"\xff\x00a"), base64.b64decode("/wBh"), binascii.hexlify(b"ab", "-"), binascii.crc32(b"hello"), base64.b32encode(b"ab"))
try:
    binascii.a2b_base64("abc")
except binascii.Error as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'/wBh' b'\xff\x00a' b'61-62' 907060870 b'MFRA===='
# CHECK-NEXT:Incorrect padding
# CHECK-NOT:{{.}}
