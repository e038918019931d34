class It:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 3: raise StopAsyncIteration
        return self.n
class M:
    async def __aenter__(self): print("enter"); return "m"
    async def __aexit__(self, *e): print("exit", e[0]); return True
async def f():
    async for x in It():
        if x == 2: continue
        print(x)
    else:
        print("else")
    async with M() as m:
        print(m)
        raise KeyError
    return [x async for x in It() if x > 1]
try:
    f().send(None)
except StopIteration as e:
    print(e.value)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NEXT:3
# CHECK-NEXT:else
# CHECK-NEXT:enter
# CHECK-NEXT:m
# CHECK-NEXT:exit <class 'KeyError'>
# CHECK-NEXT:[2, 3]
# CHECK-NOT:{{.}}
