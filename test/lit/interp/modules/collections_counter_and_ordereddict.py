from collections import Counter, OrderedDict
c = Counter("abracadabra")
o = OrderedDict(a=1, b=2)
o.move_to_end("a")
print(c.most_common(1), c["z"], c + Counter("aa"), o, o.popitem(last=False))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[('a', 5)] 0 Counter({'a': 7, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) OrderedDict([('a', 1)]) ('b', 2)
# CHECK-NOT:{{.}}
