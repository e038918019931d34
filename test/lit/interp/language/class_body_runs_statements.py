class A:
    for i in range(3):
        exec(f"m{i} = {i}")
    if i: j = i * 2
    del i
    def __init__(self): self.k = self.j
    print(sorted(n for n in locals() if n[0] != "_"))
print(A().k, hasattr(A, "i"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['j', 'm0', 'm1', 'm2']
# CHECK-NEXT:4 False
# CHECK-NOT:{{.}}
