x = "outer"
[x for x in range(3)]
{x for x in range(3)}
{x: x for x in range(3)}
print(x)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:outer
# CHECK-NOT:{{.}}
