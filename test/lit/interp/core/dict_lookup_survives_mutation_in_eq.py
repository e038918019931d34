class K:
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, other): self.d.clear(); return False
d = {}
d[K(d)] = 1
print(d.get(K(d)), d)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:None {}
# CHECK-NOT:{{.}}
