class A:
    def f(self):
        return __class__
    @staticmethod
    def g():
        return [__class__ for _ in range(1)][0]
print(A().f() is A, A.g() is A)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True
# CHECK-NOT:{{.}}
