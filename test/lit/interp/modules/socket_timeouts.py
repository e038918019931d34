import socket
a, b = socket.socketpair()
a.settimeout(0.01)
try:
    a.recv(1)
except TimeoutError as e:
    print(type(e).__name__, e, a.gettimeout())
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as e:
    print(type(e).__name__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:TimeoutError timed out 0.01
# CHECK-NEXT:BlockingIOError
# CHECK-NOT:{{.}}
