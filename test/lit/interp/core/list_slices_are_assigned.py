l = list(range(10))
l[2:5] = 'ab'; print(l)
l[::3] = 'wxy'; print(l)
del l[1::2]; print(l)
try: l[::2] = [1]
except ValueError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[0, 1, 'a', 'b', 5, 6, 7, 8, 9]
# CHECK-NEXT:['w', 1, 'a', 'x', 5, 6, 'y', 8, 9]
# CHECK-NEXT:['w', 'a', 5, 'y', 9]
# CHECK-NEXT:attempt to assign sequence of size 1 to extended slice of size 3
# CHECK-NOT:{{.}}
