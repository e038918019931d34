from collections import namedtuple
P = namedtuple("P", "x y", defaults=[5])
print(P(1), P(1)._replace(x=9), P._fields, P(2, 3)._asdict(), P(1) == (1, 5))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:P(x=1, y=5) P(x=9, y=5) ('x', 'y') {'x': 2, 'y': 3} True
# CHECK-NOT:{{.}}
