import weakref
class A: pass
a = A()
d = weakref.WeakValueDictionary(x=a)
k = weakref.WeakKeyDictionary({a: 1})
print(len(d), d["x"] is a, k[a], weakref.getweakrefcount(a) > 0)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 True 1 True
# CHECK-NOT:{{.}}
