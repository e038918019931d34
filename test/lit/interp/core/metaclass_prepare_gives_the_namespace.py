class M(type):
    @classmethod
    def __prepare__(m, name, bases): return {'injected': name}
class C(metaclass=M): seen = injected
print(C.seen)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:C
# CHECK-NOT:{{.}}
