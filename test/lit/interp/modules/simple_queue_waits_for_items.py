import queue, threading
q = queue.SimpleQueue()
q.put(1); q.put_nowait(2)
print(q.get(), q.get_nowait(), q.empty(), q.qsize())
for arguments in ({"block": False}, {"timeout": 0.01}):
    try:
        q.get(**arguments)
    except queue.Empty as error:
        print(repr(error))
try:
    q.get(timeout=-1)
except ValueError as error:
    print(error)
threading.Timer(0.02, q.put, [3]).start()
print(q.get(), queue.SimpleQueue[int])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 2 True 0
# CHECK-NEXT:Empty()
# CHECK-NEXT:Empty()
# CHECK-NEXT:'timeout' must be a non-negative number
# CHECK-NEXT:3 _queue.SimpleQueue[int]
# CHECK-NOT:{{.}}
