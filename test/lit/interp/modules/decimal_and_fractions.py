from decimal import Decimal, getcontext
from fractions import Fraction
getcontext().prec = 10
print(Decimal(1) / 7, Decimal("1.10") + 1, Fraction("0.75"), Fraction(1, 3) + Fraction(1, 6), float(Fraction(1, 8)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0.1428571429 2.10 3/4 1/2 0.125
# CHECK-NOT:{{.}}
