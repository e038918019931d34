def adder(n):
    def add(m):
        return n + m
    n += 1
    return add
print(adder(10)(5))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:16
# CHECK-NOT:{{.}}
