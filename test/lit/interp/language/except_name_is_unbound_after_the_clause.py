def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        print(e)
    try:
        e
    except NameError as err:
        print(type(err).__name__, err)
f()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:division by zero
# CHECK-NEXT:UnboundLocalError cannot access local variable 'e' where it is not associated with a value
# CHECK-NOT:{{.}}
