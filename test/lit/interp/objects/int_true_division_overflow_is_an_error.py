try:
    10**400 / 1
except OverflowError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:integer division result too large for a float
# CHECK-NOT:{{.}}
