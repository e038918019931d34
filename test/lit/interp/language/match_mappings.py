def f(x):
    match x:
        case {"k": v, "n": {"m": w}}: return v, w
        case {"k": 1 | 2 as v, **rest}: return v, rest
        case {}: return "map"
        case _: return "none"
for x in ({"k": 1, "n": {"m": 2}}, {"k": 2, "z": 3}, {"k": 9}, {}, [1]):
    print(f(x))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(1, 2)
# CHECK-NEXT:(2, {'z': 3})
# CHECK-NEXT:map
# CHECK-NEXT:map
# CHECK-NEXT:none
# CHECK-NOT:{{.}}
