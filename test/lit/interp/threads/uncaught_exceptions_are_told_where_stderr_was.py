import sys
import threading


def fail():
    raise ValueError('of the thread')


old = threading.excepthook
threading.excepthook = lambda args: print(type(args).__name__, len(args), args.exc_value, args.thread.name, flush=True)
thread = threading.Thread(target=fail, name='first')
thread.start()
thread.join()
threading.excepthook = old
thread = threading.Thread(target=fail, name='second')
stderr, sys.stderr = sys.stderr, None
thread.start()
thread.join()
sys.stderr = stderr
threading.excepthook(threading.ExceptHookArgs([SystemExit, SystemExit(1), None, None]))

# RUN: %pystm %s 2>&1 | FileCheck %s
# CHECK: _ExceptHookArgs 4 of the thread first
# CHECK-NEXT: Exception in thread second:
# CHECK-NEXT: Traceback (most recent call last):
# CHECK: ValueError: of the thread
# CHECK-NOT: {{.}}
