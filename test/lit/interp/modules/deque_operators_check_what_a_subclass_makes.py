from collections import deque
class D(deque): pass
d = D('ab')
D.__new__ = lambda cls, *args: [1]
for f in (lambda: d * 2, lambda: d + d, lambda: d.copy()):
    try: f()
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:D() must return a deque, not list
# CHECK-NEXT:D() must return a deque, not list
# CHECK-NEXT:D() must return a deque, not list
# CHECK-NOT:{{.}}
