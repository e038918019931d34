print((255).bit_length(), (-256).bit_length(), (0).bit_length(), (2**70 - 1).bit_count(), (-7).bit_count())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:8 9 0 70 3
# CHECK-NOT:{{.}}
