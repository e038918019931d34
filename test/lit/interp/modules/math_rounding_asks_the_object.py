import math
class X:
    def __ceil__(self): return "up"
    def __floor__(self): return "down"
    def __trunc__(self): return "cut"
print(math.ceil(X()), math.floor(X()), math.trunc(X()), math.ceil(1.2), math.floor(-1.2), math.trunc(-1.9))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:up down cut 2 -2 -1
# CHECK-NOT:{{.}}
