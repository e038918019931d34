# Each operation of a builtin on a shared object happens at once: nothing is lost, and locks hold.
import threading
N, T = 1500, 4
table, numbers, count, lock = {}, [], 0, threading.Lock()
def work(k):
    global count
    for i in range(N):
        table[k, i] = i
        numbers.append(i)
        with lock:
            count += 1
threads = [threading.Thread(target=work, args=(k,)) for k in range(T)]
for t in threads: t.start()
for t in threads: t.join()
print(len(table) == N * T, all(table[k, i] == i for k in range(T) for i in range(N)))
print(len(numbers) == N * T, sum(numbers) == T * sum(range(N)), count == N * T)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True
# CHECK-NEXT:True True True
# CHECK-NOT:{{.}}
