# A handler that raises ends the wait; one that returns lets it go on for the rest of its time.
import os, queue, select, signal, socket, subprocess, sys, threading, time

class Ended(Exception): pass
def raises(number, frame): raise Ended
def returns(number, frame): seen.append(number)

lock = threading.Lock()
lock.acquire()
read_end, write_end = os.pipe()
left, right = socket.socketpair()
listener = socket.socket()
listener.bind(('127.0.0.1', 0))
listener.listen()
waits = {
    'lock': lock.acquire, 'event': lambda: threading.Event().wait(20), 'queue': queue.Queue().get, 'simple queue': queue.SimpleQueue().get,
    'read': lambda: os.read(read_end, 1), 'file': lambda: open(read_end, 'rb', closefd=False).read(1), 'text': lambda: open(read_end, closefd=False).readline(),
    'recv': lambda: left.recv(1), 'accept': listener.accept, 'select': lambda: select.select([read_end], [], [], 20),
    'sleep': lambda: time.sleep(20), 'pause': signal.pause, 'subprocess': lambda: subprocess.run(['sleep', '20']),
    'nested': lambda: sorted([1], key=lambda x: time.sleep(20)),
}
signal.signal(signal.SIGALRM, raises)
for name, wait in waits.items():
    begun = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        print(name, wait())
    except Ended:
        print(name, 'ended', time.monotonic() - begun < 15)

signal.signal(signal.SIGALRM, returns)
for name, wait in {
    'sleep': lambda: time.sleep(0.3), 'lock': lambda: lock.acquire(timeout=0.3), 'select': lambda: select.select([read_end], [], [], 0.3)[0],
}.items():
    seen = []
    begun = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    print(name, wait(), time.monotonic() - begun > 0.28, seen == [signal.SIGALRM])

code = 'import time, os, signal; signal.signal(signal.SIGINT, signal.default_int_handler); os.kill(os.getpid(), signal.SIGINT); time.sleep(20)'
ended = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
print(ended.returncode, ended.stderr.splitlines()[-1])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:lock ended True
# CHECK-NEXT:event ended True
# CHECK-NEXT:queue ended True
# CHECK-NEXT:simple queue ended True
# CHECK-NEXT:read ended True
# CHECK-NEXT:file ended True
# CHECK-NEXT:text ended True
# CHECK-NEXT:recv ended True
# CHECK-NEXT:accept ended True
# CHECK-NEXT:select ended True
# CHECK-NEXT:sleep ended True
# CHECK-NEXT:pause ended True
# CHECK-NEXT:subprocess ended True
# CHECK-NEXT:nested ended True
# CHECK-NEXT:sleep None True True
# CHECK-NEXT:lock False True True
# CHECK-NEXT:select [] True True
# CHECK-NEXT:-2 KeyboardInterrupt
# CHECK-NOT:{{.}}
