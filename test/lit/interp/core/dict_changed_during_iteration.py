d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:dictionary changed size during iteration
# CHECK-NOT:{{.}}
