print(ascii("é€\U0001f600a"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'\xe9\u20ac\U0001f600a'
# CHECK-NOT:{{.}}
