async def f(x): return x * 2
async def g():
    return await f(1) + await f(2)
c = g()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:6
# CHECK-NOT:{{.}}
