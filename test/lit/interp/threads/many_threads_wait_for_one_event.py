# Five hundred live threads, all asleep until one event.
import threading
event, count, lock = threading.Event(), 0, threading.Lock()
def work():
    global count
    event.wait()
    with lock:
        count += 1
threads = [threading.Thread(target=work) for _ in range(500)]
for t in threads: t.start()
event.set()
for t in threads: t.join()
print(count)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:500
# CHECK-NOT:{{.}}
