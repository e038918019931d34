def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:maximum recursion depth exceeded
# CHECK-NOT:{{.}}
