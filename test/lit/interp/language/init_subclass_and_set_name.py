class D:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
class A:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__, tag)
class B(A, tag="t"):
    d = D()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:set_name B d
# CHECK-NEXT:subclass B t
# CHECK-NOT:{{.}}
