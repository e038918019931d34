b = b"Hello World"
print(b.upper(), b.split(), b.find(b"o"), b.replace(b"o", b"0"), b.title(), b.center(15, b"*"), b.partition(b" "), b.startswith(b"He"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'HELLO WORLD' [b'Hello', b'World'] 4 b'Hell0 W0rld' b'Hello World' b'**Hello World**' (b'Hello', b' ', b'World') True
# CHECK-NOT:{{.}}
