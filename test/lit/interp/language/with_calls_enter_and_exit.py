class M:
    def __init__(self, n): self.n = n
    def __enter__(self):
        print("enter", self.n)
        return self.n
    def __exit__(self, *exc):
        print("exit", self.n, exc[0] and exc[0].__name__)
        return self.n == "swallow"
with M(1) as a, M(2) as b:
    print(a, b)
with M("swallow"):
    raise ValueError
print("after")
with (M(3) as x, M(4)):
    print(x)
def f():
    with M(5):
        return "r"
print(f())
for i in range(2):
    with M(i):
        continue

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:enter 1
# CHECK-NEXT:enter 2
# CHECK-NEXT:1 2
# CHECK-NEXT:exit 2 None
# CHECK-NEXT:exit 1 None
# CHECK-NEXT:enter swallow
# CHECK-NEXT:exit swallow ValueError
# CHECK-NEXT:after
# CHECK-NEXT:enter 3
# CHECK-NEXT:enter 4
# CHECK-NEXT:3
# CHECK-NEXT:exit 4 None
# CHECK-NEXT:exit 3 None
# CHECK-NEXT:enter 5
# CHECK-NEXT:exit 5 None
# CHECK-NEXT:r
# CHECK-NEXT:enter 0
# CHECK-NEXT:exit 0 None
# CHECK-NEXT:enter 1
# CHECK-NEXT:exit 1 None
# CHECK-NOT:{{.}}
