a, b, c = 1, "x", 2
d = a + c * (a // 1) + b  * 2

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 2, in <module>
# CHECK-NEXT:    d = a + c * (a // 1) + b  * 2
# CHECK-NEXT:        ~~~~~~~~~~~~~~~~~^~~~~~~~
# CHECK-NEXT:TypeError: unsupported operand type(s) for +: 'int' and 'str'
# CHECK-NOT:{{.}}
