import gc, threading, time
results = []
lock = threading.Lock()
stop = False
def work():
    total = 0
    for i in range(30000):
        total += i % 7
    with lock:
        results.append(total)
def work_on():
    while not stop:
        work()
class Box:
    def __init__(self, items):
        self.items = items
def drive():
    # list() below has begun before there was a second thread.
    threads = [threading.Thread(target=work, name=f"worker {i}") for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        yield Box([thread.name] * 3)  # only list() knows it
        thread.join()
        gc.collect()
    for i in range(3):
        total = i
        for j in range(40000):
            total += j
        yield Box([total])
boxes = list(drive())
print([box.items for box in boxes])
print(results == results[:1] * 4)

background = threading.Thread(target=work_on)
event = threading.Event()
def slow_key(value):
    event.wait(0.002)
    return -value
def raises():
    yield 1
    time.sleep(0.002)
    raise ValueError("left the native")
def both():
    yield sorted([3, 1, 2], key=slow_key)
    background.start()
    yield sorted([30, 10, 20], key=slow_key)
    try:
        list(raises())
    except ValueError as error:
        yield error
    yield sum(sum(range(i % 100)) for i in range(30000))
    yield [max(map(lambda x: x * n, range(5000))) for n in range(4)]
for answer in list(both()):
    print(answer)
stop = True
background.join()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{{\[\['worker 0', 'worker 0', 'worker 0'\], \['worker 1', 'worker 1', 'worker 1'\], \['worker 2', 'worker 2', 'worker 2'\], \['worker 3', 'worker 3', 'worker 3'\], \[799980000\], \[799980001\], \[799980002\]\]}}
# CHECK-NEXT:True
# CHECK-NEXT:[3, 2, 1]
# CHECK-NEXT:[30, 20, 10]
# CHECK-NEXT:left the native
# CHECK-NEXT:48510000
# CHECK-NEXT:[0, 4999, 9998, 14997]
# CHECK-NOT:{{.}}
