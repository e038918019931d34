def f():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            raise
        except ZeroDivisionError as e:
            print("inner", e)
        raise
try:
    f()
except ZeroDivisionError as e:
    print("outer", e)
try:
    raise
except RuntimeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:inner division by zero
# CHECK-NEXT:outer division by zero
# CHECK-NEXT:No active exception to reraise
# CHECK-NOT:{{.}}
