def f(*a, **k): return a, k
print(f(1, *[2, 3], 4, *"ab", x=1, **{"y": 2}, z=3))
print(f(*(), **{}))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:((1, 2, 3, 4, 'a', 'b'), {'x': 1, 'y': 2, 'z': 3})
# CHECK-NEXT:((), {})
# CHECK-NOT:{{.}}
