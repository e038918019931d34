import math
print(math.gcd(12, -18), math.lcm(4, 6), math.isqrt(10**40 + 1), math.comb(52, 5), math.perm(5, 2), math.factorial(25))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:6 12 100000000000000000000 2598960 20 15511210043330985984000000
# CHECK-NOT:{{.}}
