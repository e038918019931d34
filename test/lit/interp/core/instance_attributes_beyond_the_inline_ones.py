class A: pass
a = A()
for i in range(300): setattr(a, f"x{i}", i)
print(sum(getattr(a, f"x{i}") for i in range(300)), len(a.__dict__))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:44850 300
# CHECK-NOT:{{.}}
