a, *b, c = range(5)
print(a, b, c)
*a, = "xy"
print(a)
first, (second, *rest), last = 1, (2, 3, 4), 5
print(first, second, rest, last)
for x, *y in [(1, 2, 3), "ab"]:
    print(x, y)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0 [1, 2, 3] 4
# CHECK-NEXT:['x', 'y']
# CHECK-NEXT:1 2 [3, 4] 5
# CHECK-NEXT:1 [2, 3]
# CHECK-NEXT:a ['b']
# CHECK-NOT:{{.}}
