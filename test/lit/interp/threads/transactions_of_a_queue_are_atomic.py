# Each transaction is one atomic block: none sees another's half.
from transaction import TransactionQueue, is_atomic
values = [0] * 50
torn = []
def step():
    if not is_atomic() or min(values) != max(values):
        torn.append(list(values))
    for i in range(len(values)):
        values[i] += 1
queue = TransactionQueue()
for _ in range(200):
    queue.add(step)
queue.run(nb_segments=3)
print(torn, set(values))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[] {200}
# CHECK-NOT:{{.}}
