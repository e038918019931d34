def f(x):
    try:
        print("try")
        if x: raise ValueError(x)
    except ValueError as e:
        print("except", e)
    else:
        print("else")
    finally:
        print("finally")
f(0)
f(1)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:try
# CHECK-NEXT:else
# CHECK-NEXT:finally
# CHECK-NEXT:try
# CHECK-NEXT:except 1
# CHECK-NEXT:finally
# CHECK-NOT:{{.}}
