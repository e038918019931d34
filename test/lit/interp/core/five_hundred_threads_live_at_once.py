import threading
barrier = threading.Barrier(500)
threads = [threading.Thread(target=barrier.wait) for _ in range(499)]
for t in threads: t.start()
barrier.wait()
for t in threads: t.join()
print('all')

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:all
# CHECK-NOT:{{.}}
