# The memory of a thread that ended serves one thread at a time, however many end at once.
import _thread, threading
wrong, left, done = [], [800], threading.Event()
lock = threading.Lock()
def work(k):
    own = [k] * 20
    total = 0
    for value in own: total += value
    if total != 20 * k: wrong.append(k)
    with lock:
        left[0] -= 1
        if left[0] == 0: done.set()
for k in range(left[0]):
    while True:
        try: _thread.start_new_thread(work, (k,))
        except RuntimeError: continue  # for now too many live
        break
done.wait()
print(left, wrong)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[0] []
# CHECK-NOT:{{.}}
