values = iter([1, 2, 0, 3])
print(list(iter(lambda: next(values), 0)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 2]
# CHECK-NOT:{{.}}
