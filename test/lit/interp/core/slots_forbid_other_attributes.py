class A: __slots__ = ('x',)
a = A(); a.x = 1
try: a.y = 2
except AttributeError as e: print(e)
del a.x
try: a.x
except AttributeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'A' object has no attribute 'y'
# CHECK-NEXT:'A' object has no attribute 'x'
# CHECK-NOT:{{.}}
