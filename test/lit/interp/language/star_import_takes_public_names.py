from string import *
print(ascii_lowercase, "capwords" in globals(), "_re" in globals())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:abcdefghijklmnopqrstuvwxyz True False
# CHECK-NOT:{{.}}
