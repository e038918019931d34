def f(x):
    match x:
        case (("a", v) | (v, "b")) | [v]: return v
        case {"p": [v, _] | {"q": v}}: return "p", v
print(f(("a", 1)), f((2, "b")), f([3]), f({"p": [4, 5]}), f({"p": {"q": 6}}), f(0))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 2 3 ('p', 4) ('p', 6) None
# CHECK-NOT:{{.}}
