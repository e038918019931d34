print((0.25).as_integer_ratio(), (-1.5).as_integer_ratio(), (1e20).as_integer_ratio())
try:
    float("inf").as_integer_ratio()
except OverflowError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(1, 4) (-3, 2) (100000000000000000000, 1)
# CHECK-NEXT:cannot convert Infinity to integer ratio
# CHECK-NOT:{{.}}
