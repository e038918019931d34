import os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "f")
    with open(p, "wb+") as f:
        f.write(b"hello"); f.seek(1); f.write(b"EE"); f.seek(0)
        print(f.read(3), f.write(b"!"), f.seek(0), f.read())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'hEE' 1 0 b'hEE!o'
# CHECK-NOT:{{.}}
