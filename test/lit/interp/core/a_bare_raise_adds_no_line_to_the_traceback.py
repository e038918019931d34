import traceback
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        raise
try: f()
except ZeroDivisionError as e:
    print([(r.name, r.lineno) for r in traceback.extract_tb(e.__traceback__)])
group = ExceptionGroup('eg', [TypeError(1), ValueError(2)])
try:
    try: raise group
    except* TypeError: raise
    except* ValueError: raise
except ExceptionGroup as e: print(repr(e))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[('<module>', 7), ('f', 4)]
# CHECK-NEXT:ExceptionGroup('eg', [TypeError(1), ValueError(2)])
# CHECK-NOT:{{.}}
