import copy, itertools
class Again:
    def __iter__(self): return self
    def __next__(self): return next(b)
a, b = itertools.tee(Again())
try: next(a)
except RuntimeError as e: print(e)
x, y = itertools.tee(iter(range(5)))
next(x); z = copy.copy(x)
print(list(x), list(y), list(z), itertools.tee([], 0))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:cannot re-enter the tee iterator
# CHECK-NEXT:[1, 2, 3, 4] [0, 1, 2, 3, 4] [1, 2, 3, 4] ()
# CHECK-NOT:{{.}}
