print(-5 >> 1, -1 >> 100, 1 << 70, -(1 << 70) >> 69, (-(2**70) - 1) >> 70)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:-3 -1 1180591620717411303424 -2 -2
# CHECK-NOT:{{.}}
