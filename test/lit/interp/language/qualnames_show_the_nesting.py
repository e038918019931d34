class A:
    class B:
        def f(self):
            def g(): pass
            return g
    h = lambda self: 0
print(A.B.__qualname__, A.B.f.__qualname__, A.B().f().__qualname__, A.h.__qualname__)
def k():
    global m
    def m(): pass
k()
print(m.__qualname__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:A.B A.B.f A.B.f.<locals>.g A.<lambda>
# CHECK-NEXT:m
# CHECK-NOT:{{.}}
