class A: pass
a = A(); a.x = 1; a.y = 2; a.z = 3
del a.y
print(a.__dict__, a.z)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{'x': 1, 'z': 3} 3
# CHECK-NOT:{{.}}
