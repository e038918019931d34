for f in (lambda: 0.0 ** -1, lambda: 10.0 ** 400):
    try:
        f()
    except ArithmeticError as e:
        print(type(e).__name__, e)
print((-8) ** (1 / 3), (-2.0) ** 3, 2 ** -1)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ZeroDivisionError 0.0 cannot be raised to a negative power
# CHECK-NEXT:OverflowError (34, 'Numerical result out of range')
# CHECK-NEXT:(1.0000000000000002+1.7320508075688772j) -8.0 0.5
# CHECK-NOT:{{.}}
