async def g():
    for i in range(3):
        x = yield i
        if x: print("sent", x)
async def f():
    r = [x async for x in g()]
    s = {x: x async for x in g()}
    it = g()
    await it.asend(None)
    await it.asend("hi")
    await it.aclose()
    return r, s
try:
    f().send(None)
except StopIteration as e:
    print(e.value)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:sent hi
# CHECK-NEXT:([0, 1, 2], {0: 0, 1: 1, 2: 2})
# CHECK-NOT:{{.}}
