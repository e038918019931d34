def g():
    x = yield 1
    print("got", x)
    y = yield 2
    return y
it = g()
print(next(it), it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print(e.value)
try:
    next(it)
except StopIteration as e:
    print(repr(e))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:got a
# CHECK-NEXT:1 2
# CHECK-NEXT:b
# CHECK-NEXT:StopIteration()
# CHECK-NOT:{{.}}
