print(2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53), 10**400 < float("inf"), -10**400 > float("-inf"), 1 < float("nan"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:False True True True False
# CHECK-NOT:{{.}}
