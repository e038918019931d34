import os, pathlib
print(os.fspath("a"), os.fspath(pathlib.PurePath("b")), os.fsencode("é"), os.fsdecode(b"\xff").encode("utf-8", "surrogateescape"))
try:
    os.fspath(1)
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:a b b'\xc3\xa9' b'\xff'
# CHECK-NEXT:expected str, bytes or os.PathLike object, not int
# CHECK-NOT:{{.}}
