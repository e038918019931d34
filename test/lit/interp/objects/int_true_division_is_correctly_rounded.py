print((2**60 + 1) / 2**10, 10**30 / 10**10, 1 / 3, (10**400) / (10**399), 1 / 10**400)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1125899906842624.0 1e+20 0.3333333333333333 10.0 0.0
# CHECK-NOT:{{.}}
