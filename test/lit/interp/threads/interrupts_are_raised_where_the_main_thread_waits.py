# An interrupt that comes while the main thread waits is raised by the call that waits: `with` and `finally` around it find the lock as they
# left it, and what stands behind it is not run.
import _thread
import signal
import threading

signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the one who started this does with it
raised = beyond = 0
for _ in range(200):
    thread = threading.Thread(target=_thread.interrupt_main)
    try:
        thread.start()
        thread.join()
        beyond += 1
    except KeyboardInterrupt:
        raised += 1
    thread.join()
print(raised, beyond)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:200 0
# CHECK-NOT:{{.}}
