for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    pass
print(i, a, b)
class A: pass
for A.x in range(3): pass
print(A.x)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 3 4
# CHECK-NEXT:2
# CHECK-NOT:{{.}}
