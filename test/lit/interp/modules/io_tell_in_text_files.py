import io
t = io.TextIOWrapper(io.BytesIO("äö\nüx".encode()), encoding="utf-8")
t.readline()
at = t.tell()
rest = t.read()
t.seek(at)
print(at, rest, t.read())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:5 üx üx
# CHECK-NOT:{{.}}
