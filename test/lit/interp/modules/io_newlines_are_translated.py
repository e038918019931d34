import io
raw = b"a\r\nb\rc\n"
print(io.TextIOWrapper(io.BytesIO(raw)).readlines(), io.TextIOWrapper(io.BytesIO(raw), newline="").readlines(), io.TextIOWrapper(io.BytesIO(raw), newline="\r").readlines())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a\n', 'b\n', 'c\n'] ['a\r\n', 'b\r', 'c\n'] ['a\r', '\nb\r', 'c\n']
# CHECK-NOT:{{.}}
