class A:
    def f(self): return "A"
class B(A):
    def f(self): return "B" + super().f()
class C(A):
    def f(self): return "C" + super().f()
class D(B, C):
    def f(self): return "D" + super().f()
print(D().f())
print([c.__name__ for c in D.__mro__])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:DBCA
# CHECK-NEXT:['D', 'B', 'C', 'A', 'object']
# CHECK-NOT:{{.}}
