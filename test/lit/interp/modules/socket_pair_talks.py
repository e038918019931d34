import socket
a, b = socket.socketpair()
a.sendall(b"hello")
print(b.recv(3), b.recv(10))
a.shutdown(socket.SHUT_WR)
print(b.recv(1))
a.close(); b.close()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'hel' b'lo'
# CHECK-NEXT:b''
# CHECK-NOT:{{.}}
