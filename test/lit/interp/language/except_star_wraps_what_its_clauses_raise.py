try:
    try: raise ExceptionGroup('eg', [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError): raise KeyError(3)
except BaseException as e: print(repr(e))
try:
    try: raise TypeError(1)
    except* TypeError: raise KeyError(3)
except BaseException as e: print(repr(e))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ExceptionGroup('', [KeyError(3)])
# CHECK-NEXT:KeyError(3)
# CHECK-NOT:{{.}}
