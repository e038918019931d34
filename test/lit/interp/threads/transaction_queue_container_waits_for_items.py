import threading, transaction
queue = transaction.queue()
queue.put([1])
print(queue.get())
for arguments in ({"block": False}, {"timeout": 0.01}):
    try:
        queue.get(**arguments)
    except transaction.Empty:
        print("empty")
threading.Timer(0.02, queue.put, [2]).start()
print(queue.get())
queue.task_done()
threading.Timer(0.02, queue.task_done).start()
queue.join()
queue.task_done()
try:
    queue.join()
except ValueError as error:
    print(error)
with transaction.atomic:
    try:
        queue.get()
    except RuntimeError as error:
        print(error)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1]
# CHECK-NEXT:empty
# CHECK-NEXT:empty
# CHECK-NEXT:2
# CHECK-NEXT:task_done() called too many times (1 more than there were items placed in the queue)
# CHECK-NEXT:can't use queue.get(block=True) in an atomic context
# CHECK-NOT:{{.}}
