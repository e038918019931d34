def f(x):
    class A:
        y = x
        def g(self):
            return x
    return A
A = f("outer")
print(A.g(None), A.y)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:outer outer
# CHECK-NOT:{{.}}
