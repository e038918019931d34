print("they're bill's friends".title(), "x1y".title(), "ab cd".istitle(), "Ab Cd".istitle())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:They'Re Bill'S Friends X1Y False True
# CHECK-NOT:{{.}}
