import gc, weakref
class A: pass
def make():
    a = A()
    return weakref.ref(a), weakref.ref(a) is weakref.ref(a), weakref.ref(a)() is a
r, same, alive = make()
for _ in range(3): gc.collect()
print(same, alive, r())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True None
# CHECK-NOT:{{.}}
