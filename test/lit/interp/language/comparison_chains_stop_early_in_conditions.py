def f(x):
    print(x, end=" ")
    return x
if f(1) < f(0) < f(5): print("no")
if not f(1) < f(2) < f(3) or f(0): print("no")
else: print("chain")
while f(1) > f(2): pass
print([x for x in range(5) if 1 < x <= 3 != x])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 0 1 2 3 0 chain
# CHECK-NEXT:1 2 [2]
# CHECK-NOT:{{.}}
