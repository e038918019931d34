import string
print(string.Formatter().format("{0} {x[0]}", 1, x=[2]), string.Template("$a ${b}").substitute(a=1, b=2), list(string.Formatter().parse("a{b!r:>{w}}c")))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 2 1 2 [('a', 'b', '>{w}', 'r'), ('c', None, None, None)]
# CHECK-NOT:{{.}}
