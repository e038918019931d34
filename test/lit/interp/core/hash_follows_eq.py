class A:
    def __eq__(self, o): return True
try: hash(A())
except TypeError as e: print(e)
class B(A): __hash__ = object.__hash__
print(isinstance(hash(B()), int))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:unhashable type: 'A'
# CHECK-NEXT:True
# CHECK-NOT:{{.}}
