from itertools import islice
print(list(islice(range(10), 2, None, 3)), list(islice(range(10), 3)), list(islice("abc", 0)))
try:
    islice([], -1)
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[2, 5, 8] [0, 1, 2] []
# CHECK-NEXT:Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
# CHECK-NOT:{{.}}
