import threading
lock = threading.Lock()
print(lock.acquire(), lock.acquire(timeout=0.01), lock.acquire(False))
lock.release()
try: lock.release()
except RuntimeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True False False
# CHECK-NEXT:release unlocked lock
# CHECK-NOT:{{.}}
