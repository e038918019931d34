x = 1
del x
try:
    x
except NameError as e:
    print(e)
l = list(range(8))
del l[0], l[1:3]
print(l)
del (l[0], [l[0]])
print(l)
class A: pass
a = A(); a.b = 1
del a.b
print(hasattr(a, "b"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:name 'x' is not defined
# CHECK-NEXT:[1, 4, 5, 6, 7]
# CHECK-NEXT:[5, 6, 7]
# CHECK-NEXT:False
# CHECK-NOT:{{.}}
