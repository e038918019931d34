print(hash(2**61 - 1), hash(2**61), hash(-1), hash(2**200), hash(-2**61))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0 1 -2 131072 -2
# CHECK-NOT:{{.}}
