from itertools import count, cycle, repeat, islice
print(list(islice(count(10, -2), 3)), list(islice(cycle("ab"), 5)), list(repeat(1, 2)), count(1.5), repeat("x", 3))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[10, 8, 6] ['a', 'b', 'a', 'b', 'a'] [1, 1] count(1.5) repeat('x', 3)
# CHECK-NOT:{{.}}
