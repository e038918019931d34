# The first exception leaves run(); transactions that did not run stay in the queue.
from transaction import TransactionQueue
class First(Exception): pass
class Second(Exception): pass
def fail(exception):
    raise exception
seen, queue = [], TransactionQueue()
queue.add(fail, First)
queue.add(fail, Second)
for i in range(10):
    queue.add(seen.append, 1)
caught = set()
for _ in range(2):
    try:
        queue.run(nb_segments=2)
    except (First, Second) as exception:
        caught.add(type(exception).__name__)
queue.run()
print(sorted(caught), len(seen))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['First', 'Second'] 10
# CHECK-NOT:{{.}}
