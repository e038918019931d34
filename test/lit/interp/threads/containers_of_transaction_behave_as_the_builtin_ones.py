import transaction
d = transaction.stmdict()
d["a"] = 1
d.setdefault("b", 2)
print(sorted(d.iterkeys()), sorted(d.itervalues()), sorted(d.iteritems()), len(d), d.pop("a"), "a" in d)
s = transaction.stmset()
s.add(3)
s.discard(4)
print(3 in s, list(s))
h = transaction.hashtable()
h[5] = "five"
print(h.get(5), h.get(6), h.setdefault(6, "six"), len(h))
one, other = [1], [1]
i = transaction.stmiddict()
i[one] = "one"
print(i[one], other in i, i.get(other), i.setdefault(other, "other"), i[other])
del i[one]
t = transaction.stmidset()
t.add(one)
print(one in t, other in t)
for action in (lambda: t.remove(other), lambda: i[one]):
    try:
        action()
    except KeyError:
        print("KeyError")
t.discard(other)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'b'] [1, 2] [('a', 1), ('b', 2)] 2 1 False
# CHECK-NEXT:True [3]
# CHECK-NEXT:five None six 2
# CHECK-NEXT:one False None other other
# CHECK-NEXT:True False
# CHECK-NEXT:KeyError
# CHECK-NEXT:KeyError
# CHECK-NOT:{{.}}
