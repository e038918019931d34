import gc, weakref
class A: pass
a = A()
r = weakref.ref(a, lambda ref: print('callback', ref() is None))
print(r() is a)
del a
gc.collect()
print(r())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NEXT:callback True
# CHECK-NEXT:None
# CHECK-NOT:{{.}}
