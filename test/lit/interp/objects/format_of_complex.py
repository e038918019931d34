print(format(1+2j, ".1f"), format(1+2j, ">12"), format(-1j, ""), format(1.5+0j, "g"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1.0+2.0j       (1+2j) (-0-1j) 1.5+0j
# CHECK-NOT:{{.}}
