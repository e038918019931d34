print("%(a)s-%(b)03d" % {"a": 1, "b": 2}, "%(x)s" % {"x": (1, 2)})

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1-002 (1, 2)
# CHECK-NOT:{{.}}
