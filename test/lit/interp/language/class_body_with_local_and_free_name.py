def f():
    x = "outer"
    class A:
        x = "inner"
        print(x)
        def g(self): return x
    return A().g()
try:
    print(f())
except NameError as e:
    print("NameError", e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:inner
# CHECK-NEXT:outer
# CHECK-NOT:{{.}}
