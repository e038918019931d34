r = range(10, 0, -3)
print(r, list(r), len(r), r[1], r[-1], r[1:], 4 in r, 5 in r, r.index(7), r.count(1), list(reversed(r)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:range(10, 0, -3) [10, 7, 4, 1] 4 7 1 range(7, -2, -3) True False 1 1 [1, 4, 7, 10]
# CHECK-NOT:{{.}}
