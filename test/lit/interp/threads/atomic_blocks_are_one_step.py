# What other threads see of an atomic block is all or nothing, however many bytecodes it has.
import threading
from transaction import atomic, is_atomic
values = [0] * 64
torn = 0
def write():
    for round in range(200):
        with atomic:
            for i in range(len(values)):
                values[i] += 1
def read():
    global torn
    for round in range(200):
        with atomic:
            if min(values) != max(values):
                torn += 1
threads = [threading.Thread(target=f) for f in (write, read, write, read)]
for t in threads: t.start()
for t in threads: t.join()
print(torn, set(values), is_atomic())
with atomic:
    with atomic: pass
    print(is_atomic())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0 {400} False
# CHECK-NEXT:True
# CHECK-NOT:{{.}}
