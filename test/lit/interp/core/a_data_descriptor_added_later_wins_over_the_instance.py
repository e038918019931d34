class A: pass
def read(a): return a.x
a = A(); a.x = 1
print(read(a), read(a))
A.x = property(lambda self: 'property')
print(read(a))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 1
# CHECK-NEXT:property
# CHECK-NOT:{{.}}
