def f(a):
    assert a == 2, f"a is {a}"
f(1)

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 3, in <module>
# CHECK-NEXT:    f(1)
# CHECK-NEXT:  File "{{.*}}", line 2, in f
# CHECK-NEXT:    assert a == 2, f"a is {a}"
# CHECK-NEXT:           ^^^^^^
# CHECK-NEXT:AssertionError: a is 1
# CHECK-NOT:{{.}}
