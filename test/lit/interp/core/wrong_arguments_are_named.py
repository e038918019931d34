def f(a, b, /, c, *, d, e=1): pass
for call in ('f()', 'f(1)', 'f(1,2)', 'f(1,2,3)', 'f(1,2,3,4,d=1)', 'f(1,2,c=3,d=4,g=5)', 'f(1,b=2,c=3,d=4)', 'f(1,2,3,c=4,d=5)'):
    try: eval(call)
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:f() missing 3 required positional arguments: 'a', 'b', and 'c'
# CHECK-NEXT:f() missing 2 required positional arguments: 'b' and 'c'
# CHECK-NEXT:f() missing 1 required positional argument: 'c'
# CHECK-NEXT:f() missing 1 required keyword-only argument: 'd'
# CHECK-NEXT:f() takes 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given
# CHECK-NEXT:f() got an unexpected keyword argument 'g'
# CHECK-NEXT:f() got some positional-only arguments passed as keyword arguments: 'b'
# CHECK-NEXT:f() got multiple values for argument 'c'
# CHECK-NOT:{{.}}
