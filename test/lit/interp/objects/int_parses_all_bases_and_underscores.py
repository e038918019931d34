print(int("0x_ff", 16), int("0b101", 0), int("zz", 36), int(" -1_000 "), int("٣"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:255 5 1295 -1000 3
# CHECK-NOT:{{.}}
