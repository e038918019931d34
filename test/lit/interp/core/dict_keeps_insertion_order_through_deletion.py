d = {i: i for i in range(10)}
for i in (0, 5, 9): del d[i]
d[5] = 'again'
print(d, list(reversed(d)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{1: 1, 2: 2, 3: 3, 4: 4, 6: 6, 7: 7, 8: 8, 5: 'again'} [5, 8, 7, 6, 4, 3, 2, 1]
# CHECK-NOT:{{.}}
