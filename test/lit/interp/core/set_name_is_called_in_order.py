class D:
    def __set_name__(self, owner, name): print(owner.__name__, name)
class C: a = D(); b = D()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:C a
# CHECK-NEXT:C b
# CHECK-NOT:{{.}}
