for args in (("x",), ("12a", 8), ("1__0",), ("",), ("0x", 0), (b"z",), ("1", 99)):
    try:
        int(*args)
    except ValueError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:invalid literal for int() with base 10: 'x'
# CHECK-NEXT:invalid literal for int() with base 8: '12a'
# CHECK-NEXT:invalid literal for int() with base 10: '1__0'
# CHECK-NEXT:invalid literal for int() with base 10: ''
# CHECK-NEXT:invalid literal for int() with base 0: '0x'
# CHECK-NEXT:invalid literal for int() with base 10: b'z'
# CHECK-NEXT:int() base must be >= 2 and <= 36, or 0
# CHECK-NOT:{{.}}
