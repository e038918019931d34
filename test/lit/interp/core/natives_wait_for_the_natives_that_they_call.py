import os, threading
reader, writer = os.pipe()
threading.Timer(0.02, lambda: (os.write(writer, b'late'), os.close(writer))).start()
with open(reader, 'rb') as pipe:
    print(pipe.read())
lock = threading.Lock()
print(list(map(lock.acquire, [True])), list(map(threading.Event().wait, [0.001])))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'late'
# CHECK-NEXT:[True] [False]
# CHECK-NOT:{{.}}
