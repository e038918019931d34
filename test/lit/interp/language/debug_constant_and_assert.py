print(__debug__)
if __debug__: print("debug")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NEXT:debug
# CHECK-NOT:{{.}}
