f = lambda a, /, b=2, *c, d, **e: (a, b, c, d, e)
print(f(1, d=4))
print(f(1, 2, 3, d=4, x=5))
print((lambda: 1)(), (lambda *a: a)(1, 2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(1, 2, (), 4, {})
# CHECK-NEXT:(1, 2, (3,), 4, {'x': 5})
# CHECK-NEXT:1 (1, 2)
# CHECK-NOT:{{.}}
