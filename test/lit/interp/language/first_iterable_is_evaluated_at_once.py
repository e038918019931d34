try:
    (x for x in 1)
except TypeError as e:
    print(e)
g = (x for x in [1] for y in 1)
try:
    next(g)
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'int' object is not iterable
# CHECK-NEXT:'int' object is not iterable
# CHECK-NOT:{{.}}
