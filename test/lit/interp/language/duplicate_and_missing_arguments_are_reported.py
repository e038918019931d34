def f(a, b, c=3): pass
for call in ("f()", "f(1)", "f(1, 2, 3, 4)", "f(1, a=2)", "f(1, 2, d=4)"):
    try:
        eval(call)
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:f() missing 2 required positional arguments: 'a' and 'b'
# CHECK-NEXT:f() missing 1 required positional argument: 'b'
# CHECK-NEXT:f() takes from 2 to 3 positional arguments but 4 were given
# CHECK-NEXT:f() got multiple values for argument 'a'
# CHECK-NEXT:f() got an unexpected keyword argument 'd'
# CHECK-NOT:{{.}}
