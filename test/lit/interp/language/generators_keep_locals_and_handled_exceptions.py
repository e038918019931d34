import sys
def g():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError:
            yield sys.exc_info()[1].args
print(list(g()), sys.exc_info()[0])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[(0,), (1,), (2,)] None
# CHECK-NOT:{{.}}
