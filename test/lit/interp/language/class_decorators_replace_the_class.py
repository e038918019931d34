def add(cls):
    cls.x = 1
    return cls
@add
class A: pass
print(A.x)
@lambda c: c.__name__
class B: pass
print(B)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NEXT:B
# CHECK-NOT:{{.}}
