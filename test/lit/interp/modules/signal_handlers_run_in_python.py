import os, signal
def handler(number, frame):
    print("got", signal.Signals(number).name)
old = signal.signal(signal.SIGUSR1, handler)
os.kill(os.getpid(), signal.SIGUSR1)
for _ in range(1000): pass
print(signal.getsignal(signal.SIGUSR1) is handler, old)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:got SIGUSR1
# CHECK-NEXT:True 0
# CHECK-NOT:{{.}}
