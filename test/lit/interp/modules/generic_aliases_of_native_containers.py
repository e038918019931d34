import array, collections, functools, itertools, re
print(collections.deque[int], collections.defaultdict[str, int], re.Pattern[str], re.Match[str], functools.partial[int])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:collections.deque[int] collections.defaultdict[str, int] re.Pattern[str] re.Match[str] functools.partial[int]
# CHECK-NOT:{{.}}
