print([x * y for x in range(4) if x % 2 for y in range(3) if y])
print([[j for j in range(i)] for i in range(4)])
print([a for a, in [(1,), (2,)]], [b for *b, c in ["xyz"]])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 2, 3, 6]
# CHECK-NEXT:{{\[\[}}], [0], [0, 1], [0, 1, 2]]
# CHECK-NEXT:[1, 2] {{\[\[}}'x', 'y']]
# CHECK-NOT:{{.}}
