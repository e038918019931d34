def f():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3), KeyError(4)])
    except* ValueError as e:
        print("V", e.exceptions)
    except* TypeError as e:
        print("T", e.exceptions)
try:
    f()
except ExceptionGroup as e:
    print(repr(e))
try:
    raise ValueError("plain")
except* ValueError as e:
    print(repr(e))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:V (ValueError(1), ValueError(3))
# CHECK-NEXT:T (TypeError(2),)
# CHECK-NEXT:ExceptionGroup('g', [KeyError(4)])
# CHECK-NEXT:ExceptionGroup('', (ValueError('plain'),))
# CHECK-NOT:{{.}}
