a = []
print(a is a, a is not [], 1 in [1], 2 not in [1], None is None)
print([1, 2] < [1, 3], "a" < "b" <= "b", (1,) != (2,), 1 == 1.0)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True True True True
# CHECK-NEXT:True True True True
# CHECK-NOT:{{.}}
