# Input and output, and sleep, do not end the block; waiting for a lock would be for ever.
import threading, time
from transaction import atomic
order, stop = [], False
def others():
    while not stop:
        order.append("other")
        time.sleep(0.0005)
thread = threading.Thread(target=others)
thread.start()
while not order:
    time.sleep(0.001)
with atomic:
    order.append("begin")
    time.sleep(0.03)
    print("within")
    order.append("end")
stop = True
thread.join()
print(order[order.index("begin") + 1])
lock = threading.Lock()
lock.acquire()
with atomic:
    print(lock.acquire(blocking=False))
    try:
        lock.acquire()
    except RuntimeError as error:
        print(error)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:within
# CHECK-NEXT:end
# CHECK-NEXT:False
# CHECK-NEXT:cannot wait for a lock in an atomic block
# CHECK-NOT:{{.}}
