def f(x):
    print("f", x)
    return x
print(f(1) < f(2) < f(3))
print(f(3) < f(2) < f(1))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:f 1
# CHECK-NEXT:f 2
# CHECK-NEXT:f 3
# CHECK-NEXT:True
# CHECK-NEXT:f 3
# CHECK-NEXT:f 2
# CHECK-NEXT:False
# CHECK-NOT:{{.}}
