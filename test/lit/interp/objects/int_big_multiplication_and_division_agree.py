a, b = 3**200, 7**90 + 1
q, r = divmod(a, b)
print(q * b + r == a, 0 <= r < b, divmod(-a, b) == (-q - 1, b - r))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True True
# CHECK-NOT:{{.}}
