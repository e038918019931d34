import cmath
print(cmath.sqrt(-4), cmath.polar(1j), cmath.phase(-1), cmath.isclose(cmath.exp(cmath.pi * 1j), -1))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2j (1.0, 1.5707963267948966) 3.141592653589793 True
# CHECK-NOT:{{.}}
