class O: pass
class A(O): pass
class B(O): pass
class C(A, B): pass
print([c.__name__ for c in C.__mro__])
try:
    class D(O, A): pass
except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['C', 'A', 'B', 'O', 'object']
# CHECK-NEXT:Cannot create a consistent method resolution
# CHECK-NEXT:order (MRO) for bases O, A
# CHECK-NOT:{{.}}
