# add_generator(): what stands between two yields is one transaction, and they run in their order.
from transaction import TransactionQueue
seen = []
def steps(name, count):
    for i in range(count):
        seen.append((name, i))
        yield
queue = TransactionQueue()
queue.add_generator(steps("a", 5))
queue.add_generator(steps("b", 3))
queue.run()
print([i for name, i in seen if name == "a"], [i for name, i in seen if name == "b"])
print(queue.number_of_transactions_executed())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[0, 1, 2, 3, 4] [0, 1, 2]
# CHECK-NEXT:10
# CHECK-NOT:{{.}}
