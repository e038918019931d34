# Intent: a region that ends a wait and begins the next one may be undone: it finds again what the first wait has brought.
# RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %pystm %s | FileCheck %s
# CHECK: 400 messages of 1200 bytes
import socket
import threading

left, right = socket.socketpair()


def echo():
    while message := right.recv(5000):
        right.sendall(message)


thread = threading.Thread(target=echo)
thread.start()
sizes = set()
for number in range(400):
    left.sendall(b"%03d " % number * 300)
    answer = b""
    while len(answer) < 1200:
        part = left.recv(5000)
        assert part, "the connection was closed"
        answer += part
    assert answer == b"%03d " % number * 300
    sizes.add(len(answer))
left.close()
thread.join()
print(number + 1, "messages of", *sizes, "bytes")
