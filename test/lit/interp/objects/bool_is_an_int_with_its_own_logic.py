print(True + True, True & False, True & 3, True ^ True, ~True, repr(True), f"{True}", "%d" % True)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2 False 1 False -2 True True 1
# CHECK-NOT:{{.}}
