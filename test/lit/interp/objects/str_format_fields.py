print("{} {1!r}".replace("{}", "{0}").format(1, "a"), "{a.real} {b[0]} {c[k]}".format(a=5, b=[7], c={"k": 8}), "{:{w}.{p}f}|".format(3.14159, w=8, p=2), "{}{}".format(1, 2))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 'a' 5 7 8     3.14| 12
# CHECK-NOT:{{.}}
