class A:
    def __await__(self):
        x = yield "ask"
        return x + 1
async def f():
    return await A()
c = f()
print(c.send(None))
try:
    c.send(41)
except StopIteration as e:
    print(e.value)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ask
# CHECK-NEXT:42
# CHECK-NOT:{{.}}
