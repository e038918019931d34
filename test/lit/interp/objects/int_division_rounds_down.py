for a, b in (7, 2), (-7, 2), (7, -2), (-7, -2):
    print(a // b, a % b, divmod(a, b))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3 1 (3, 1)
# CHECK-NEXT:-4 1 (-4, 1)
# CHECK-NEXT:-4 -1 (-4, -1)
# CHECK-NEXT:3 -1 (3, -1)
# CHECK-NOT:{{.}}
