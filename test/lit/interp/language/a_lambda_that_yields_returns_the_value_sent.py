g = (lambda: (yield 1))()
print(next(g))
try: g.send(2)
except StopIteration as e: print(e.value)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NEXT:2
# CHECK-NOT:{{.}}
