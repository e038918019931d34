from collections import deque
for f in (lambda: deque().pop(), lambda: deque([1])[3], lambda: deque([1]).remove(2), lambda: deque(maxlen=-1), lambda: deque([1], 1).insert(0, 2)):
    try:
        f()
    except (IndexError, ValueError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:pop from an empty deque
# CHECK-NEXT:deque index out of range
# CHECK-NEXT:2 is not in deque
# CHECK-NEXT:maxlen must be non-negative
# CHECK-NEXT:deque already at its maximum size
# CHECK-NOT:{{.}}
