def f():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [g() for g in fs]
print(f())
def g():
    return [lambda i=i: i for i in range(3)]
print([h() for h in g()])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[2, 2, 2]
# CHECK-NEXT:[0, 1, 2]
# CHECK-NOT:{{.}}
