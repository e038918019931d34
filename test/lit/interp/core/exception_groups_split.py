g = ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2), ValueError(3)])])
m, r = g.split(ValueError)
print(m.exceptions, r.exceptions, g.subgroup(KeyError))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(ValueError(1), ExceptionGroup('h', [ValueError(3)])) (ExceptionGroup('h', [TypeError(2)]),) None
# CHECK-NOT:{{.}}
