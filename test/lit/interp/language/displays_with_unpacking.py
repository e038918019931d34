a, b = [1, 2], {"x": 1}
print([*a, 0, *a], (*a,), {*a, 3}, {**b, "y": 2, **{"x": 3}})
print(*a, *"xy", sep="-")
def f(): return *a, 9
print(f())
for x in *a, 5: print(x, end=" ")
print()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 2, 0, 1, 2] (1, 2) {1, 2, 3} {'x': 3, 'y': 2}
# CHECK-NEXT:1-2-x-y
# CHECK-NEXT:(1, 2, 9)
# CHECK-NEXT:1 2 5 
# CHECK-NOT:{{.}}
