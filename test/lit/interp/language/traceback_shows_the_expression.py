def f(x):
    return g(x) + 1
def g(y):
    return y["a"]["b"]
f({"a": 1})

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 5, in <module>
# CHECK-NEXT:    f({"a": 1})
# CHECK-NEXT:  File "{{.*}}", line 2, in f
# CHECK-NEXT:    return g(x) + 1
# CHECK-NEXT:           ^^^^
# CHECK-NEXT:  File "{{.*}}", line 4, in g
# CHECK-NEXT:    return y["a"]["b"]
# CHECK-NEXT:           ~~~~~~^^^^^
# CHECK-NEXT:TypeError: 'int' object is not subscriptable
# CHECK-NOT:{{.}}
