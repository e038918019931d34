x = "global"
class A:
    x = "class"
    y = x
    def f(self):
        return x
    z = [x for _ in range(1)]
print(A.y, A().f(), A.z)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:class global ['global']
# CHECK-NOT:{{.}}
