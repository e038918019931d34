from transaction import TransactionError, TransactionQueue, atomic
queue = TransactionQueue()
def within():
    for action in (queue.run, queue.number_of_transactions_executed):
        try:
            action()
        except TransactionError as error:
            print(error)
queue.add(within)
queue.run()
with atomic:
    try:
        queue.run()
    except TransactionError as error:
        print(error)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:TransactionQueue.run() cannot be called in an atomic context
# CHECK-NEXT:TransactionQueue.run() is currently running
# CHECK-NEXT:TransactionQueue.run() cannot be called in an atomic context
# CHECK-NOT:{{.}}
