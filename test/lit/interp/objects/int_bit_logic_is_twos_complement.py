print(-6 & 11, -6 | 1, -6 ^ 3, ~7, (-2**70) & (2**70 - 1), (2**65) ^ -1)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:10 -5 -7 -8 0 -36893488147419103233
# CHECK-NOT:{{.}}
