def f():
    print("once")
    return d
d = {"k": 1}
f()["k"] += 5
print(d)
class A: n = 1
def g():
    print("g")
    return A
g().n *= 7
print(A.n)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:once
# CHECK-NEXT:{'k': 6}
# CHECK-NEXT:g
# CHECK-NEXT:7
# CHECK-NOT:{{.}}
