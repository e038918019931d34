class A:
    def m(self): return 1
def call(a): return a.m()
a = A()
print(call(a), call(a))
A.m = lambda self: 2
print(call(a))
a.m = lambda: 3
print(call(a))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 1
# CHECK-NEXT:2
# CHECK-NEXT:3
# CHECK-NOT:{{.}}
