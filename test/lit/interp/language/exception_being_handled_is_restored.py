import sys
def f():
    try:
        raise KeyError
    except KeyError:
        pass
    return sys.exc_info()[0]
print(f())
try:
    raise ValueError
except ValueError:
    print(f().__name__)
print(sys.exc_info())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:None
# CHECK-NEXT:ValueError
# CHECK-NEXT:(None, None, None)
# CHECK-NOT:{{.}}
