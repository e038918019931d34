# count() gives different positive numbers in all threads.
import threading, transaction
numbers = []
def take():
    numbers.extend(transaction.count() for _ in range(1000))
threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(set(numbers)), min(numbers) > 0)
print(type(transaction.time()), type(transaction.clock()), transaction.getsegmentlimit() >= 1, transaction.hint_commit_soon())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:4000 True
# CHECK-NEXT:<class 'float'> <class 'float'> True None
# CHECK-NOT:{{.}}
