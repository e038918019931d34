print(hash(1.0), hash(2.0**70) == hash(2**70), hash(0.5), hash(float("inf")), hash(-0.0))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 True 1152921504606846976 314159 0
# CHECK-NOT:{{.}}
