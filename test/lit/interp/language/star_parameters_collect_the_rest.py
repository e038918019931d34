def f(a, *args, b=2, **kw):
    return a, args, b, kw
print(f(1))
print(f(1, 2, 3, b=4, c=5))
print(f(*[1, 2], **{"x": 3}))
def g(**kw): return list(kw)
print(g(z=1, a=2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(1, (), 2, {})
# CHECK-NEXT:(1, (2, 3), 4, {'c': 5})
# CHECK-NEXT:(1, (2,), 2, {'x': 3})
# CHECK-NEXT:['z', 'a']
# CHECK-NOT:{{.}}
