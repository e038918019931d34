def f(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    return a, b, c
print(f(1, 2, 3))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(3, 2, 1)
# CHECK-NOT:{{.}}
