class N(int):
    pass
n = N(5)
print(type(n + 1).__name__, n, type(+n).__name__, N("7") == 7, isinstance(n, int))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:int 5 int True True
# CHECK-NOT:{{.}}
