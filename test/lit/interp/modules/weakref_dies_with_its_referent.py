import gc, weakref
class A: pass
def make():
    a = A()
    return weakref.ref(a), weakref.ref(a) is weakref.ref(a), weakref.ref(a)() is a
made = [make() for _ in range(20)]
for _ in range(3): gc.collect()
# C stacks are searched for addresses, whatever they were left there for: an object or two may stay.
print(all(same and alive for _, same, alive in made), sum(r() is None for r, _, _ in made) >= 18)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True
# CHECK-NOT:{{.}}
