for i in range(3):
    for j in range(3):
        if j == 2: break
        if i == 1: continue
        print(i, j)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0 0
# CHECK-NEXT:0 1
# CHECK-NEXT:2 0
# CHECK-NEXT:2 1
# CHECK-NOT:{{.}}
