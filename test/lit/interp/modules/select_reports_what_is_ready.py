import os, select
r, w = os.pipe()
print([len(x) for x in select.select([r], [w], [], 0)])
os.write(w, b"x")
p = select.poll()
p.register(r, select.POLLIN)
print([len(x) for x in select.select([r], [], [], 1)], [e for _, e in p.poll(0)])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[0, 1, 0]
# CHECK-NEXT:[1, 0, 0] [1]
# CHECK-NOT:{{.}}
