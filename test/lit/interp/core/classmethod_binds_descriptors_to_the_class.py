class A:
    @classmethod
    @classmethod
    def f(cls): return cls
    @classmethod
    def g(cls: int): return 1
print(A.f(), A().f(), A.__dict__['g'].__annotations__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:<class '__main__.A'> <class '__main__.A'> {'cls': <class 'int'>}
# CHECK-NOT:{{.}}
