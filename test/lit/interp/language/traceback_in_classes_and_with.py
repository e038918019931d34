class C:
    with open("/nonexistent/file") as f:
        pass

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 1, in <module>
# CHECK-NEXT:    class C:
# CHECK-NEXT:  File "{{.*}}", line 2, in C
# CHECK-NEXT:    with open("/nonexistent/file") as f:
# CHECK-NEXT:         ^^^^^^^^^^^^^^^^^^^^^^^^^
# CHECK-NEXT:FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/file'
# CHECK-NOT:{{.}}
