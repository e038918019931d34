def make():
    print("default")
    return []
def f(x=make()):
    x.append(1)
    return x
f()
print(f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:default
# CHECK-NEXT:[1, 1]
# CHECK-NOT:{{.}}
