print(float(" 1_0.5e-1_0 "), float("-inf"), float("NaN"), float("1e400"), float(".5"), float("5."))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1.05e-09 -inf nan inf 0.5 5.0
# CHECK-NOT:{{.}}
