print(int(b' 12 '), int(bytearray(b'\t-7\n')), int(b'0x1f', 16))
for bad in b'', b' ', b'1 2', b'\x1c1', b'1\xa0':
    try: print(int(bad))
    except ValueError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:12 -7 31
# CHECK-NEXT:invalid literal for int() with base 10: b''
# CHECK-NEXT:invalid literal for int() with base 10: b' '
# CHECK-NEXT:invalid literal for int() with base 10: b'1 2'
# CHECK-NEXT:invalid literal for int() with base 10: b'\x1c1'
# CHECK-NEXT:invalid literal for int() with base 10: b'1\xa0'
# CHECK-NOT:{{.}}
