import random
r = random.Random("seed")
s = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(s)
print(a == [r.random() for _ in range(3)], r.choices("ab", [1, 3], k=5))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True ['b', 'a', 'b', 'b', 'b']
# CHECK-NOT:{{.}}
