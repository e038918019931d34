import threading
ready, condition = [], threading.Condition()
def consume():
    with condition:
        while not ready: condition.wait()
        print('woken')
t = threading.Thread(target=consume); t.start()
with condition: ready.append(1); condition.notify()
t.join()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:woken
# CHECK-NOT:{{.}}
