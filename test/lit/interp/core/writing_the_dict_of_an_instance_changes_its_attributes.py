class A: pass
a = A(); a.x = 1
a.__dict__['y'] = 5
print(a.y, vars(a))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:5 {'x': 1, 'y': 5}
# CHECK-NOT:{{.}}
