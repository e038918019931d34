print(2**64, -2**63 - 1, (2**47) * (2**47), 2**48 - 1 + 1)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:18446744073709551616 -9223372036854775809 19807040628566084398385987584 281474976710656
# CHECK-NOT:{{.}}
