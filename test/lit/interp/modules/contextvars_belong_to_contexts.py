import contextvars
v = contextvars.ContextVar("v", default=0)
t = v.set(1)
c = contextvars.copy_context()
c.run(v.set, 2)
print(v.get(), c[v], v.name)
v.reset(t)
print(v.get())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 2 v
# CHECK-NEXT:0
# CHECK-NOT:{{.}}
