a = b = c = []
print(a is b is c)
i = x = [0, 1, 2]
i, x[i[0]] = [2], "new"
print(i, x)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NEXT:[2] [0, 1, 'new']
# CHECK-NOT:{{.}}
