class A:
    __x = 1
    def get(self): return self.__x
    def __m(self): return "m"
    def call(self): return self.__m()
print(A().get(), A._A__x, A().call(), "_A__m" in dir(A))
class _B:
    __y = 2
print(_B._B__y)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 1 m True
# CHECK-NEXT:2
# CHECK-NOT:{{.}}
