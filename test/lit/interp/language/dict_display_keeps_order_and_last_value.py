def p(x):
    print(x, end=" ")
    return x
print({p(1): p("a"), p(2): p("b"), p(1): p("c")})

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 a 2 b 1 c {1: 'c', 2: 'b'}
# CHECK-NOT:{{.}}
