class Key:
    def __init__(self, target): self.target = target
    def __hash__(self): return 1
    def __eq__(self, other):
        self.target.clear()
        return False
s = set()
s.add(Key(s))
s.add(Key(s))
print(len(s))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NOT:{{.}}
