print(round(25, -1), round(35, -1), round(-25, -1), round(1234, -2), round(5, 3))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:20 40 -20 1200 5
# CHECK-NOT:{{.}}
