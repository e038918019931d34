def g():
    yield 1
    raise StopIteration
it = g()
next(it)
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:generator raised StopIteration StopIteration()
# CHECK-NOT:{{.}}
