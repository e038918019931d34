class A: pass
def f(o):
    return (o.first
            .second)
f(A())

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 5, in <module>
# CHECK-NEXT:    f(A())
# CHECK-NEXT:  File "{{.*}}", line 3, in f
# CHECK-NEXT:    return (o.first
# CHECK-NEXT:            ^^^^^^^
# CHECK-NEXT:AttributeError: 'A' object has no attribute 'first'
# CHECK-NOT:{{.}}
