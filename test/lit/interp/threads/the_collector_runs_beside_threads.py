# Objects of several threads survive collections at every chance, and cycles of all of them go.
import gc, threading, weakref
class Node: pass
results, alive = [], []
def work(k):
    keep = []
    for i in range(60):
        node = Node(); node.me = node; node.data = [k, i]
        if i % 10 == 0: keep.append(node)
        else: alive.append(weakref.ref(node))
        node = None
    results.append([n.data for n in keep] == [[k, i] for i in range(0, 60, 10)])
threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
for t in threads: t.start()
for t in threads: t.join()
gc.collect()
print(results, sum(r() is not None for r in alive))

# RUN: env PYSTM_GC_STRESS=1 %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[True, True, True] 0
# CHECK-NOT:{{.}}
