try:
    1 << -1
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:negative shift count
# CHECK-NOT:{{.}}
