l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x * 10)
print(l)
d = {1: 1}
try:
    for k in d: d[k + 1] = 0
except RuntimeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 2, 3, 10, 20]
# CHECK-NEXT:dictionary changed size during iteration
# CHECK-NOT:{{.}}
