# A collection that code asks for while a native calls it (a sort's key, map, max) keeps what the native holds.
import gc
class A:
    def __init__(self, n): self.n = n
def key(a):
    gc.collect()
    junk = [A(-1) for _ in range(50)]
    return a.n
for r in range(3):
    out = sorted((A(i * 7 % 31) for i in range(31)), key=key)
    assert [a.n for a in out] == list(range(31))
    print(max((A(i) for i in range(20)), key=key).n, sum(map(lambda i: key(A(i)), range(30))))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:19 435
# CHECK-NEXT:19 435
# CHECK-NEXT:19 435
# CHECK-NOT:{{.}}
