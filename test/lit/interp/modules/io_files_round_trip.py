import os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "f")
    with open(p, "w", encoding="utf-8") as f:
        f.write("é\nline\n")
    with open(p, "a") as f:
        print("more", file=f)
    with open(p, encoding="utf-8") as f:
        print(f.readlines(), f.mode, f.closed)
    with open(p, "rb") as f:
        print(f.read(2), f.seek(3), f.readline(), f.tell())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['é\n', 'line\n', 'more\n'] r False
# CHECK-NEXT:b'\xc3\xa9' 3 b'line\n' 8
# CHECK-NOT:{{.}}
