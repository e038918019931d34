print(pow(3, 200, 50), pow(3, -1, 7), pow(-2, 3, 5), pow(2, 3, -5))
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 5 2 -2
# CHECK-NEXT:base is not invertible for the given modulus
# CHECK-NOT:{{.}}
