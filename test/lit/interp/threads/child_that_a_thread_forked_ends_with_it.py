import os, sys, threading
def f():
    pid = os.fork()
    if pid == 0:
        print("child", threading.current_thread() is threading.main_thread(), threading.active_count(), flush=True)
        return
    print("status", os.waitpid(pid, 0)[1], flush=True)
t = threading.Thread(target=f)
t.start()
t.join()
print("end", flush=True)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:child True 1
# CHECK-NEXT:status 0
# CHECK-NEXT:end
# CHECK-NOT:{{.}}
