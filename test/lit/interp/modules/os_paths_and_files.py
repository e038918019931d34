import os, tempfile
with tempfile.TemporaryDirectory() as d:
    os.makedirs(os.path.join(d, "a", "b"))
    open(os.path.join(d, "a", "f"), "w").close()
    print(sorted(os.listdir(os.path.join(d, "a"))), [e.name for e in os.scandir(os.path.join(d, "a")) if e.is_dir()], os.stat(os.path.join(d, "a", "f")).st_size, os.path.isdir(d))
    for x in ("rmdir", "remove"):
        try:
            getattr(os, x)(os.path.join(d, "none"))
        except FileNotFoundError as e:
            print(e.errno, e.strerror)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['b', 'f'] ['b'] 0 True
# CHECK-NEXT:2 No such file or directory
# CHECK-NEXT:2 No such file or directory
# CHECK-NOT:{{.}}
