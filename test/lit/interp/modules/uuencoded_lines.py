import binascii
line = binascii.b2a_uu(b'The quick brown fox\0')
print(line, binascii.a2b_uu(line), binascii.b2a_uu(b'\0', backtick=True), binascii.a2b_uu(b' \n'))
for bad in b'!\x7f', b'!!!!!X':
    try: print(binascii.a2b_uu(bad))
    except binascii.Error as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b"45&AE('%U:6-K(&)R;W=N(&9O>   \n" b'The quick brown fox\x00' b'!````\n' b''
# CHECK-NEXT:Illegal char
# CHECK-NEXT:Trailing garbage
# CHECK-NOT:{{.}}
