from itertools import compress, dropwhile, takewhile, filterfalse, starmap, accumulate, pairwise
print(list(compress("abc", [1, 0, 1])), list(dropwhile(str.isalpha, "ab1c")), list(takewhile(str.isalpha, "ab1c")), list(filterfalse(None, [0, 1, ""])), list(starmap(divmod, [(7, 2)])), list(accumulate("abc")), list(accumulate([1, 2], initial=5)), list(pairwise("abc")))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'c'] ['1', 'c'] ['a', 'b'] [0, ''] [(3, 1)] ['a', 'ab', 'abc'] [5, 6, 8] [('a', 'b'), ('b', 'c')]
# CHECK-NOT:{{.}}
