class Abstract:
    def __init__(self, *bases): self.bases = bases
    __bases__ = property(lambda self: self.bases)
class Instance:
    def __init__(self, of): self.of = of
    __class__ = property(lambda self: self.of)
base = Abstract()
child = Abstract(base)
other = Abstract()
print(isinstance(Instance(child), base), isinstance(Instance(child), other), issubclass(child, base), issubclass(base, child))
for call in (lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: isinstance(1, (str, 1))):
    try: print(call())
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True False True False
# CHECK-NEXT:isinstance() arg 2 must be a type, a tuple of types, or a union
# CHECK-NEXT:issubclass() arg 1 must be a class
# CHECK-NEXT:issubclass() arg 2 must be a class, a tuple of classes, or a union
# CHECK-NEXT:isinstance() arg 2 must be a type, a tuple of types, or a union
# CHECK-NOT:{{.}}
