from collections import deque
d = deque("abc", maxlen=3)
d.append("d"); d.rotate(-1); d.appendleft("z")
print(d, d[1], "c" in d, d.index("d"), d.maxlen, list(reversed(d)), d.count("z"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:deque(['z', 'c', 'd'], maxlen=3) c True 2 3 ['d', 'c', 'z'] 1
# CHECK-NOT:{{.}}
