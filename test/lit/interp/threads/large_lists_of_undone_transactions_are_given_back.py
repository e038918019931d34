# Memory of some pages that a transaction takes and then is undone serves again; what others hold stays whole.
import threading
kept = []
def work(k):
    for i in range(40):
        big = [k] * (6000 + i * 50)
        big.extend(range(2000))
        kept.append((k, sum(big[:6000]), bytes([k]) * 50000))
        if len(kept) > 20: del kept[:10]
threads = [threading.Thread(target=work, args=(k,)) for k in range(1, 5)]
for t in threads: t.start()
for t in threads: t.join()
print(all(total == 6000 * k and data == bytes([k]) * 50000 for k, total, data in kept))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NOT:{{.}}
