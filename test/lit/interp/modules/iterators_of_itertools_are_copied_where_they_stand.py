import copy, pickle
from itertools import *
from operator import add

made = [
    chain('ab', 'cd'), cycle('abc'), accumulate([1, 2, 3, 4]), starmap(pow, [(2, 3), (3, 2)]), compress('abcd', [1, 0, 1, 1]),
    islice('abcdef', 1, None, 2), zip_longest('ab', 'c', fillvalue='-'), product('ab', '12'), permutations('abc', 2),
    combinations('abcd', 2), combinations_with_replacement('ab', 2), repeat('x', 3), count(5, 2), groupby('aabbb'), zip('abc', 'de', strict=True),
]
for iterator in made:
    next(iterator)
    for again in copy.deepcopy(iterator), pickle.loads(pickle.dumps(iterator)):
        print(type(again).__name__, end=' ')
        try:
            print([item if type(item) is not tuple or type(item[1]) is str else item[0] for item in islice(again, 6)])
        except ValueError as e:
            print(e)
a, b = tee('abc')
print(tee(a)[0] is a, list(a), list(b))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:chain ['b', 'c', 'd']
# CHECK-NEXT:chain ['b', 'c', 'd']
# CHECK-NEXT:cycle ['b', 'c', 'a', 'b', 'c', 'a']
# CHECK-NEXT:cycle ['b', 'c', 'a', 'b', 'c', 'a']
# CHECK-NEXT:accumulate [3, 6, 10]
# CHECK-NEXT:accumulate [3, 6, 10]
# CHECK-NEXT:starmap [9]
# CHECK-NEXT:starmap [9]
# CHECK-NEXT:compress ['c', 'd']
# CHECK-NEXT:compress ['c', 'd']
# CHECK-NEXT:islice ['d', 'f']
# CHECK-NEXT:islice ['d', 'f']
# CHECK-NEXT:zip_longest [('b', '-')]
# CHECK-NEXT:zip_longest [('b', '-')]
# CHECK-NEXT:product [('a', '2'), ('b', '1'), ('b', '2')]
# CHECK-NEXT:product [('a', '2'), ('b', '1'), ('b', '2')]
# CHECK-NEXT:permutations [('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')]
# CHECK-NEXT:permutations [('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')]
# CHECK-NEXT:combinations [('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')]
# CHECK-NEXT:combinations [('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')]
# CHECK-NEXT:combinations_with_replacement [('a', 'b'), ('b', 'b')]
# CHECK-NEXT:combinations_with_replacement [('a', 'b'), ('b', 'b')]
# CHECK-NEXT:repeat ['x', 'x']
# CHECK-NEXT:repeat ['x', 'x']
# CHECK-NEXT:count [7, 9, 11, 13, 15, 17]
# CHECK-NEXT:count [7, 9, 11, 13, 15, 17]
# CHECK-NEXT:groupby ['b']
# CHECK-NEXT:groupby ['b']
# CHECK-NEXT:zip zip() argument 2 is shorter than argument 1
# CHECK-NEXT:zip zip() argument 2 is shorter than argument 1
# CHECK-NEXT:True ['a', 'b', 'c'] ['a', 'b', 'c']
# CHECK-NOT:{{.}}
