# The same instructions with instances of many classes, slots, properties, classes and modules, while the classes change.
import math, cmath
class Base:
    def __init__(self, x): self.x = x
    def get(self): return self.x
    @property
    def twice(self): return self.x * 2
kinds = [type("K%d" % i, (Base,), {"kind": i}) for i in range(12)]
class Slots:
    __slots__ = ("x", "kind")
    def __init__(self, x): self.x = x; self.kind = -1
    def get(self): return -self.x
    @property
    def twice(self): return self.x * 3
def look(objects):
    total = 0
    for o in objects:
        o.x += 1
        total += o.get() + o.twice + o.kind
    return total
objects = [k(i) for i, k in enumerate(kinds)] + [Slots(5), Slots(6)]
print(look(objects), look(objects))
kinds[3].get = lambda self: 1000
kinds[4].kind = 500
Base.twice = property(lambda self: 0)
print(look(objects))
del kinds[3].get
objects[5].get = lambda: 7
objects[6].kind = 9
print(look(objects))
del objects[8].x
try:
    look(objects)
except AttributeError as error:
    print(error)
del objects[-1].x
try:
    look(objects[-1:])
except AttributeError as error:
    print(error)
def call(things):
    return [t.real if isinstance(t, int) else t.sqrt(4) for t in things]
class Own:
    @staticmethod
    def sqrt(x): return "own"
print(call([math, cmath, Own, Own(), 3, math]))
def of_class(classes): return [c.kind for c in classes]
print(of_class(kinds[:5]), of_class(kinds[:5]))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:324 364
# CHECK-NEXT:1690
# CHECK-NEXT:713
# CHECK-NEXT:'K8' object has no attribute 'x'
# CHECK-NEXT:'Slots' object has no attribute 'x'
# CHECK-NEXT:[2.0, (2+0j), 'own', 'own', 3, 2.0]
# CHECK-NEXT:[0, 1, 2, 3, 500] [0, 1, 2, 3, 500]
# CHECK-NOT:{{.}}
