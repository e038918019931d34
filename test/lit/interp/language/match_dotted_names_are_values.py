class C: RED = 1; BLUE = 2
def f(x):
    match x:
        case C.RED: return "red"
        case C.BLUE: return "blue"
print(f(1), f(2), f(3))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:red blue None
# CHECK-NOT:{{.}}
