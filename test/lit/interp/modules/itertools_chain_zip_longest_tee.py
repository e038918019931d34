from itertools import chain, zip_longest, tee
a, b = tee(iter("abc"))
next(a)
print(list(chain.from_iterable(["ab", [1]])), list(zip_longest("ab", "x", fillvalue=0)), list(a), list(b))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'b', 1] [('a', 'x'), ('b', 0)] ['b', 'c'] ['a', 'b', 'c']
# CHECK-NOT:{{.}}
