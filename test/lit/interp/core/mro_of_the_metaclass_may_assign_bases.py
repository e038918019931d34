class Meta(type):
    def mro(cls):
        global ready
        if ready and cls.__name__ == 'C':
            ready = False
            C.__bases__ = (B2,)
        return type.mro(cls)
ready = False
class A(metaclass=Meta): pass
class B1(A): pass
class B2(A): pass
class C(A): pass
ready = True
C.__bases__ = (B1,)
B1.__bases__ = (C,)
print([c.__name__ for c in C.__mro__], [c.__name__ for c in B1.__mro__])
try: C.__bases__ = (C,)
except TypeError as e: print(e)
print([c.__name__ for c in A.__subclasses__()])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['C', 'B2', 'A', 'object'] ['B1', 'C', 'B2', 'A', 'object']
# CHECK-NEXT:a __bases__ item causes an inheritance cycle
# CHECK-NEXT:['B2', 'C']
# CHECK-NOT:{{.}}
