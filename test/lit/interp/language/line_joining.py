x = 1 + \
    2
y = (1 +  # comment
     2
     + 3)
z = [
    1,

    2,
]
if x and \
   y:
    print(x, y, z)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3 6 [1, 2]
# CHECK-NOT:{{.}}
