import math
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([2, 3.5]), math.hypot(3, 4), math.dist((1, 2), (4, 6)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1.0 0.9999999999999999 7.0 5.0 5.0
# CHECK-NOT:{{.}}
