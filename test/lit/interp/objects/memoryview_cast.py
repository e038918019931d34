m = memoryview(b"\x01\x00\x02\x00").cast("H")
print(m.tolist(), m.itemsize, m[1], m.shape)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 2] 2 2 (2,)
# CHECK-NOT:{{.}}
