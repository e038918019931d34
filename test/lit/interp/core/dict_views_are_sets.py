a, b = {1: 1, 2: 2}, {2: 2, 3: 3}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b), a.keys() - b.keys(), a.items() & b.items(), a.keys() >= {1})

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[2] [1, 2, 3] {1} {(2, 2)} True
# CHECK-NOT:{{.}}
