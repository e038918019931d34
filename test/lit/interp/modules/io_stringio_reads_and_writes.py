import io
s = io.StringIO("a\nb\n")
print(s.readline(), s.tell(), s.read(), s.seek(0), s.readlines(), s.write("c"), repr(s.getvalue()), s.truncate(2), repr(s.getvalue()))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:a
# CHECK-NEXT: 2 b
# CHECK-NEXT: 0 ['a\n', 'b\n'] 1 'a\nb\nc' 2 'a\n'
# CHECK-NOT:{{.}}
