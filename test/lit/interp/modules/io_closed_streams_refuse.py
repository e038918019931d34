import io
for s in (io.StringIO("a"), io.BytesIO(b"a")):
    s.close()
    try:
        s.read()
    except ValueError as e:
        print(e, s.closed)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:I/O operation on closed file True
# CHECK-NEXT:I/O operation on closed file. True
# CHECK-NOT:{{.}}
