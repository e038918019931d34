r = range(2**70, 2**70 + 5, 2)
print(list(r)[1] - 2**70, len(r), 2**70 + 4 in r, r[-1] == 2**70 + 4)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2 3 True True
# CHECK-NOT:{{.}}
