# A transaction may add others, which run after it; run() returns when none is left.
from transaction import TransactionQueue
lists = [[] for _ in range(5)]
queue = TransactionQueue()
def count(i, j):
    lists[i].append(j)
    if j < 9:
        queue.add(count, i, j=j + 1)
for i in range(5):
    queue.add(count, i, 0)
queue.run()
print(all(numbers == list(range(10)) for numbers in lists), queue.number_of_transactions_executed())
queue.run()
print(queue.number_of_transactions_executed())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True 50
# CHECK-NEXT:50
# CHECK-NOT:{{.}}
