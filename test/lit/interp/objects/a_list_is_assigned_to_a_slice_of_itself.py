a = [1, 2, 3, 4]
a[1:3] = a
print(a)
a[::2] = a[:3]
print(a)
a[len(a):] = a
print(a, len(a))
class Changes(list):
    def __iter__(self):
        a.clear()
        return iter("xy")
a[1:2] = Changes()
print(a)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 1, 2, 3, 4, 4]
# CHECK-NEXT:[1, 1, 1, 3, 2, 4]
# CHECK-NEXT:[1, 1, 1, 3, 2, 4, 1, 1, 1, 3, 2, 4] 12
# CHECK-NEXT:['x', 'y']
# CHECK-NOT:{{.}}
