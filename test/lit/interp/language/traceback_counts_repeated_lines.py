def f(n):
    if n == 0:
        raise ValueError("deep")
    f(n - 1)
f(20)

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 5, in <module>
# CHECK-NEXT:    f(20)
# CHECK-NEXT:  File "{{.*}}", line 4, in f
# CHECK-NEXT:    f(n - 1)
# CHECK-NEXT:  File "{{.*}}", line 4, in f
# CHECK-NEXT:    f(n - 1)
# CHECK-NEXT:  File "{{.*}}", line 4, in f
# CHECK-NEXT:    f(n - 1)
# CHECK-NEXT:  [Previous line repeated 17 more times]
# CHECK-NEXT:  File "{{.*}}", line 3, in f
# CHECK-NEXT:    raise ValueError("deep")
# CHECK-NEXT:ValueError: deep
# CHECK-NOT:{{.}}
