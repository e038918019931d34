def f(x):
    print("f", x)
    return x
print(f(1) if f(0) else f(2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:f 0
# CHECK-NEXT:f 2
# CHECK-NEXT:2
# CHECK-NOT:{{.}}
