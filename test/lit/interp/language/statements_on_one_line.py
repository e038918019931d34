if 1: a = 1; b = 2
print(a, b); c = 3; print(c)
for i in range(2): print(i, end=";"); print()
while 0: pass
class A: x = 1; y = 2
def f(): return 1; return 2
print(A.y, f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 2
# CHECK-NEXT:3
# CHECK-NEXT:0;
# CHECK-NEXT:1;
# CHECK-NEXT:2 1
# CHECK-NOT:{{.}}
