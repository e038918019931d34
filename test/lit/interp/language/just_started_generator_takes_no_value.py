def g(): yield
try:
    g().send(1)
except TypeError as e:
    print(e)
def r():
    next(it)
    yield
it = r()
try:
    next(it)
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:can't send non-None value to a just-started generator
# CHECK-NEXT:generator already executing
# CHECK-NOT:{{.}}
