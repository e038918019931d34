def f():
    def g():
        return x
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    x = 1
f()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:NameError cannot access free variable 'x' where it is not associated with a value in enclosing scope
# CHECK-NOT:{{.}}
