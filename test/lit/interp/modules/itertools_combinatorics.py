from itertools import product, permutations, combinations, combinations_with_replacement
print(list(product([0, 1], "ab")), list(permutations("abc", 2))[:3], list(combinations(range(4), 3)), list(combinations_with_replacement("ab", 2)), list(permutations([], 0)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')] [('a', 'b'), ('a', 'c'), ('b', 'a')] [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)] [('a', 'a'), ('a', 'b'), ('b', 'b')] [()]
# CHECK-NOT:{{.}}
