class T:
    def f(self):
        class X:
            global __class__
            __class__ = 1
        class Y:
            nonlocal __class__
            __class__ = 42
        return __class__
print(T().f(), __class__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:42 1
# CHECK-NOT:{{.}}
