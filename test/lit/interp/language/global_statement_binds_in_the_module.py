def f():
    global g, h
    g = 1
    h = 2
    del h
f()
print(g, "h" in globals())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 False
# CHECK-NOT:{{.}}
