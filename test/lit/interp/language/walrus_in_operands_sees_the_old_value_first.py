def f():
    x = 1
    return x + (x := 10) + x
print(f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:21
# CHECK-NOT:{{.}}
