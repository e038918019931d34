def f():
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("v") from e
try:
    f()
except ValueError:
    1 / 0

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 3, in f
# CHECK-NEXT:    {}["k"]
# CHECK-NEXT:    ~~^^^^^
# CHECK-NEXT:KeyError: 'k'
# CHECK-EMPTY:
# CHECK-NEXT:The above exception was the direct cause of the following exception:
# CHECK-EMPTY:
# CHECK-NEXT:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 7, in <module>
# CHECK-NEXT:    f()
# CHECK-NEXT:  File "{{.*}}", line 5, in f
# CHECK-NEXT:    raise ValueError("v") from e
# CHECK-NEXT:ValueError: v
# CHECK-EMPTY:
# CHECK-NEXT:During handling of the above exception, another exception occurred:
# CHECK-EMPTY:
# CHECK-NEXT:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 9, in <module>
# CHECK-NEXT:    1 / 0
# CHECK-NEXT:    ~~^~~
# CHECK-NEXT:ZeroDivisionError: division by zero
# CHECK-NOT:{{.}}
