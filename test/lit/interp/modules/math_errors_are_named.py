import math
for f, x in ((math.sqrt, -1), (math.log, 0), (math.exp, 1000), (math.factorial, -1), (math.acos, 2), (math.sqrt, "a")):
    try:
        f(x)
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ValueError math domain error
# CHECK-NEXT:ValueError math domain error
# CHECK-NEXT:OverflowError math range error
# CHECK-NEXT:ValueError factorial() not defined for negative values
# CHECK-NEXT:ValueError math domain error
# CHECK-NEXT:TypeError must be real number, not str
# CHECK-NOT:{{.}}
