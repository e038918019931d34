# Each item goes to one thread, and none is lost.
import queue, threading
q, taken = queue.SimpleQueue(), []
def take():
    while (item := q.get()) is not None:
        taken.append(item)
threads = [threading.Thread(target=take) for _ in range(3)]
for thread in threads: thread.start()
for i in range(2000): q.put(i)
for thread in threads: q.put(None)
for thread in threads: thread.join()
print(sorted(taken) == list(range(2000)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NOT:{{.}}
