class A:
    value = 1
def f():
    counter = 1
    return countr
try:
    f()
except NameError:
    A().vlaue

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 7, in <module>
# CHECK-NEXT:    f()
# CHECK-NEXT:  File "{{.*}}", line 5, in f
# CHECK-NEXT:    return countr
# CHECK-NEXT:           ^^^^^^
# CHECK-NEXT:NameError: name 'countr' is not defined. Did you mean: 'counter'?
# CHECK-EMPTY:
# CHECK-NEXT:During handling of the above exception, another exception occurred:
# CHECK-EMPTY:
# CHECK-NEXT:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 9, in <module>
# CHECK-NEXT:    A().vlaue
# CHECK-NEXT:AttributeError: 'A' object has no attribute 'vlaue'. Did you mean: 'value'?
# CHECK-NOT:{{.}}
