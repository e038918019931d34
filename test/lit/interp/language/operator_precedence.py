print(2 + 3 * 4 ** 2 // 5 % 7, -3 ** 2, not 1 == 2, 1 | 2 ^ 3 & 4 << 1)
print(1 < 2 == True, 1 if 0 else 2 if 0 else 3, (lambda: 1 or 2)())
print(~1 + 2, 2 ** 3 ** 2, 7 // -2, 7 % -2, -7 >> 1)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:4 -9 True 3
# CHECK-NEXT:False 3 1
# CHECK-NEXT:0 512 -4 -1 -4
# CHECK-NOT:{{.}}
