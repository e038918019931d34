# What ends a thread is taken from it once, however often its last transaction runs.
import _thread
import sys
import time

hooked = []
sys.unraisablehook = lambda args: hooked.append((type(args.exc_value).__name__, args.err_msg))


def leave():
    raise SystemExit


def fail():
    raise ValueError('x')


for _ in range(40):
    _thread.start_new_thread(leave, ())
    _thread.start_new_thread(_thread.exit, ())
    _thread.start_new_thread(fail, ())
end = time.monotonic() + 60
while _thread._count() and time.monotonic() < end:
    time.sleep(0.01)
print(len(hooked), set(hooked), _thread._count())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:40 {('ValueError', 'Exception ignored in thread started by')} 0
# CHECK-NOT:{{.}}
