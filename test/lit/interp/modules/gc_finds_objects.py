# Intent: the module gc finds objects, what refers to them and what they refer to, and counts collections.
# RUN: %pystm %s | FileCheck %s
import gc


class Node:
    def __init__(self, other=None):
        self.other = other


a = Node()
b = Node(a)
holder = [a]
# CHECK: True True
print(any(x is a for x in gc.get_objects()), any(x is holder for x in gc.get_objects(generation=2)))
referrers = gc.get_referrers(a)
# CHECK-NEXT: True True False
print(any(x is holder for x in referrers), any(x is b or x is b.__dict__ for x in referrers), any(x is a for x in referrers))
# CHECK-NEXT: True
print(gc.get_referents(holder) == [a])
# CHECK-NEXT: [] []
print(gc.get_referents('text', 5), gc.get_referrers())
# CHECK-NEXT: ValueError generation parameter cannot be negative
# CHECK-NEXT: ValueError generation parameter must be less than the number of available generations (3)
# CHECK-NEXT: TypeError argument should be integer or None, not 'str'
for bad in (-2, 3, 'x'):
    try:
        gc.get_objects(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
stats = gc.get_stats()
# CHECK-NEXT: 3 ['collected', 'collections', 'uncollectable']
print(len(stats), sorted(stats[2]))
gc.collect()
# CHECK-NEXT: True
print(gc.get_stats()[2]['collections'] > stats[2]['collections'])
