print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1e22, -21), round(12345.678, -2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0 2 2 0 2.67 1e+22 12300.0
# CHECK-NOT:{{.}}
