print(7.5 % 2, -7.5 % 2, 7.5 % -2, -1e-20 % 1, -7.5 // 2, divmod(-7.5, 2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1.5 0.5 -0.5 1.0 -4.0 (-4.0, 0.5)
# CHECK-NOT:{{.}}
