for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0)):
    try:
        f()
    except ZeroDivisionError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:integer division or modulo by zero
# CHECK-NEXT:integer modulo by zero
# CHECK-NEXT:division by zero
# CHECK-NEXT:integer division or modulo by zero
# CHECK-NOT:{{.}}
