import string
class MyError(Exception): pass
class Other(ValueError): __module__ = "package.module"
try:
    raise Other("o")
except ValueError:
    raise MyError

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 5, in <module>
# CHECK-NEXT:    raise Other("o")
# CHECK-NEXT:package.module.Other: o
# CHECK-EMPTY:
# CHECK-NEXT:During handling of the above exception, another exception occurred:
# CHECK-EMPTY:
# CHECK-NEXT:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 7, in <module>
# CHECK-NEXT:    raise MyError
# CHECK-NEXT:MyError
# CHECK-NOT:{{.}}
