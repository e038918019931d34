class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def f(o):
    match o:
        case P(0, 0): return "origin"
        case P(x, y=0): return "x", x
        case P(x=a, y=b) if a == b: return "diagonal", a
        case P(): return "point"
        case int(n): return "int", n
        case str() as s: return "str", s
        case list([x, *_]): return "list", x
for o in (P(0, 0), P(3, 0), P(2, 2), P(1, 2), 5, "s", [9, 8], 1.5):
    print(f(o))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:origin
# CHECK-NEXT:('x', 3)
# CHECK-NEXT:('diagonal', 2)
# CHECK-NEXT:point
# CHECK-NEXT:('int', 5)
# CHECK-NEXT:('str', 's')
# CHECK-NEXT:('list', 9)
# CHECK-NEXT:None
# CHECK-NOT:{{.}}
