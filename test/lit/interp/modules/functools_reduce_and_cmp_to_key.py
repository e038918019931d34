from functools import reduce, cmp_to_key
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(max, [], 0), sorted("bca", key=cmp_to_key(lambda a, b: (a < b) - (a > b))))
try:
    reduce(max, [])
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:120 0 ['c', 'b', 'a']
# CHECK-NEXT:reduce() of empty iterable with no initial value
# CHECK-NOT:{{.}}
