from collections import defaultdict
d = defaultdict(list)
d["a"].append(1)
print(d, d.get("x"), dict(d), d.copy() == d, defaultdict(int, a=1)["b"])
try:
    defaultdict()["x"]
except KeyError as e:
    print(repr(e))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:defaultdict(<class 'list'>, {'a': [1]}) None {'a': [1]} True 0
# CHECK-NEXT:KeyError('x')
# CHECK-NOT:{{.}}
