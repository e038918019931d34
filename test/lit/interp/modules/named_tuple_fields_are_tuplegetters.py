import collections, copy, pickle
P = collections.namedtuple('P', 'x y')
print(P.x, P(1, 2).y, P.x.__doc__)
try: P.x.__get__([1])
except TypeError as e: print(e)
try: P(1, 2).x = 3
except AttributeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:_tuplegetter(0, 'Alias for field number 0') 2 Alias for field number 0
# CHECK-NEXT:descriptor for index '0' for tuple subclasses doesn't apply to 'list' object
# CHECK-NEXT:can't set attribute
# CHECK-NOT:{{.}}
