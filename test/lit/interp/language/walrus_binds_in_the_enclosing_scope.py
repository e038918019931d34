if (n := len("abc")) > 2:
    print(n)
print([y := 1, y ** 2], y)
def f():
    r = [last := x for x in range(4)]
    return r, last
print(f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3
# CHECK-NEXT:[1, 1] 1
# CHECK-NEXT:([0, 1, 2, 3], 3)
# CHECK-NOT:{{.}}
