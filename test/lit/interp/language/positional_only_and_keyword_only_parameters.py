def f(a, /, b, *, c, d=4):
    return a, b, c, d
print(f(1, 2, c=3))
print(f(1, b=2, c=3, d=5))
for call in ("f(a=1, b=2, c=3)", "f(1, 2, 3)", "f(1, 2)", "f(1, 2, c=3, e=5)", "f()"):
    try:
        eval(call)
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(1, 2, 3, 4)
# CHECK-NEXT:(1, 2, 3, 5)
# CHECK-NEXT:f() got some positional-only arguments passed as keyword arguments: 'a'
# CHECK-NEXT:f() takes 2 positional arguments but 3 were given
# CHECK-NEXT:f() missing 1 required keyword-only argument: 'c'
# CHECK-NEXT:f() got an unexpected keyword argument 'e'
# CHECK-NEXT:f() missing 2 required positional arguments: 'a' and 'b'
# CHECK-NOT:{{.}}
