class A:
    def f(self): return ['A']
class B(A):
    def f(self): return super().f() + ['B']
class C(A):
    def f(self): return super().f() + ['C']
class D(B, C):
    def f(self): return super().f() + [c for c in 'D' if super().f()]
try: print(D().f())
except TypeError as e: print(type(e).__name__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:TypeError
# CHECK-NOT:{{.}}
