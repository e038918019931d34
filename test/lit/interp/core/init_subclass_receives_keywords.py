class B:
    def __init_subclass__(cls, /, tag=None, **k): super().__init_subclass__(**k); cls.tag = tag
class C(B, tag='t'): pass
print(C.tag)
try:
    class D(B, other=1): pass
except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:t
# CHECK-NEXT:D.__init_subclass__() takes no keyword arguments
# CHECK-NOT:{{.}}
