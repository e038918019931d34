class A:
    def __add__(self, o): return NotImplemented
class B(A):
    def __radd__(self, o): return 'radd'
print(A() + B())
try: A() + 1
except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:radd
# CHECK-NEXT:unsupported operand type(s) for +: 'A' and 'int'
# CHECK-NOT:{{.}}
