print(1j, -0j, complex(0, -1), complex("1+2j"), complex("-j"), complex(" (3-4.5e1j) "), complex(float("nan"), 1))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1j (-0-0j) -1j (1+2j) -1j (3-45j) (nan+1j)
# CHECK-NOT:{{.}}
