def f(x):
    print("f", x)
    return x
g = (f(x) for x in [1, 2])
print("made")
print(next(g))
print(list(g))
print(sum(x for x in range(5)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:made
# CHECK-NEXT:f 1
# CHECK-NEXT:1
# CHECK-NEXT:f 2
# CHECK-NEXT:[2]
# CHECK-NEXT:10
# CHECK-NOT:{{.}}
