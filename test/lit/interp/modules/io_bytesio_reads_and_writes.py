import io
b = io.BytesIO(b"abc\ndef")
print(b.readline(), b.read(2), b.tell(), b.seek(-1, 2), b.read(), b.write(b"!!"), b.getvalue(), list(io.BytesIO(b"x\ny")))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'abc\n' b'de' 6 6 b'f' 2 b'abc\ndef!!' [b'x\n', b'y']
# CHECK-NOT:{{.}}
