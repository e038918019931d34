def p(x):
    print(x, end=" ")
    return x
def f(*a, **k): print()
p(f)(p(1), *[p(2)], p(3), a=p(4), **{"b": p(5)}) if False else f(p(1), *[p(2)], p(3), a=p(4), **{"b": p(5)})

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 2 3 4 5 
# CHECK-NOT:{{.}}
