print("a.b.c".partition("."), "a.b.c".rpartition("."), "abc".partition("."), "abc".rpartition("."))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:('a', '.', 'b.c') ('a.b', '.', 'c') ('abc', '', '') ('', '', 'abc')
# CHECK-NOT:{{.}}
