print(slice(None, None, -1).indices(5), slice(-3, 10, 2).indices(5), slice(1, 2, 3), slice(1) == slice(None, 1, None))
try:
    slice(1, 2, 0).indices(3)
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(4, -1, -1) (2, 5, 2) slice(1, 2, 3) True
# CHECK-NEXT:slice step cannot be zero
# CHECK-NOT:{{.}}
