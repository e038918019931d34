def inner():
    try:
        x = yield 1
        print("inner", x)
        yield 2
    except KeyError as e:
        print("inner caught", e)
    return "result"
def outer():
    r = yield from inner()
    print("r", r)
    yield from [7, 8]
it = outer()
print(next(it), it.send("s"), it.throw(KeyError("k")), list(it))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:inner s
# CHECK-NEXT:inner caught 'k'
# CHECK-NEXT:r result
# CHECK-NEXT:1 2 7 [8]
# CHECK-NOT:{{.}}
