a, b = {1, 2, 3}, {2, 3, 4}
print(a & b, a | b, a - b, a ^ b, a <= b, {2} < a, a.isdisjoint({9}))
a ^= b; print(a)
print({frozenset({1}): 2}[frozenset([1])], {1} in {frozenset({1})})

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{2, 3} {1, 2, 3, 4} {1} {1, 4} False True True
# CHECK-NEXT:{1, 4}
# CHECK-NEXT:2 True
# CHECK-NOT:{{.}}
