import contextlib
@contextlib.contextmanager
def pair():
    yield 1, (2, 3)
d = {}
with pair() as (a, (d["b"], *c)):
    print(a, d, c)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 {'b': 2} [3]
# CHECK-NOT:{{.}}
