class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, kw)
        return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): super().__init__(name, bases, ns)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": 1}
class A(metaclass=Meta, x=1): pass
class B(A, y=2): z = prepared
print(type(B) is Meta, B.z)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:prepare A {'x': 1}
# CHECK-NEXT:new A {'x': 1}
# CHECK-NEXT:prepare B {'y': 2}
# CHECK-NEXT:new B {'y': 2}
# CHECK-NEXT:True 1
# CHECK-NOT:{{.}}
