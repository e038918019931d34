print((1+2j) * (3-1j), (1+2j) / (1-1j), (1+2j) ** 2, abs(3+4j), -(1j), (1+2j).conjugate())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(5+5j) (-0.5+1.5j) (-3+4j) 5.0 (-0-1j) (1-2j)
# CHECK-NOT:{{.}}
