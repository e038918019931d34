print("a\nb\r\nc\rd\x0be\x1cf\u2028g\n".splitlines(), "a\n\nb".splitlines(True))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'b', 'c', 'd', 'e', 'f', 'g'] ['a\n', '\n', 'b']
# CHECK-NOT:{{.}}
