class C:
    def __init__(self): self.log = []
    def __iadd__(self, other):
        self.log.append(other)
        return self
c = d = C()
c += 1
c += 2
print(c is d, d.log)
x = [1]
y = x
y += (2, 3)
print(x)
t = (1,)
u = t
u += (2,)
print(t, u)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True [1, 2]
# CHECK-NEXT:[1, 2, 3]
# CHECK-NEXT:(1,) (1, 2)
# CHECK-NOT:{{.}}
