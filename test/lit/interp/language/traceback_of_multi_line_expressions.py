x = (1 +
     2 /
     0)

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 2, in <module>
# CHECK-NEXT:    2 /
# CHECK-NEXT:ZeroDivisionError: division by zero
# CHECK-NOT:{{.}}
