def f():
    raise ValueError(1)
try:
    f()
except ValueError as e:
    inner = ExceptionGroup("inner", [e, TypeError("t")])
raise ExceptionGroup("outer", [KeyError("k"), inner])

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:  + Exception Group Traceback (most recent call last):
# CHECK-NEXT:  |   File "{{.*}}", line 7, in <module>
# CHECK-NEXT:  |     raise ExceptionGroup("outer", [KeyError("k"), inner])
# CHECK-NEXT:  | ExceptionGroup: outer (2 sub-exceptions)
# CHECK-NEXT:  +-+---------------- 1 ----------------
# CHECK-NEXT:    | KeyError: 'k'
# CHECK-NEXT:    +---------------- 2 ----------------
# CHECK-NEXT:    | ExceptionGroup: inner (2 sub-exceptions)
# CHECK-NEXT:    +-+---------------- 1 ----------------
# CHECK-NEXT:      | Traceback (most recent call last):
# CHECK-NEXT:      |   File "{{.*}}", line 4, in <module>
# CHECK-NEXT:      |     f()
# CHECK-NEXT:      |   File "{{.*}}", line 2, in f
# CHECK-NEXT:      |     raise ValueError(1)
# CHECK-NEXT:      | ValueError: 1
# CHECK-NEXT:      +---------------- 2 ----------------
# CHECK-NEXT:      | TypeError: t
# CHECK-NEXT:      +------------------------------------
# CHECK-NOT:{{.}}
