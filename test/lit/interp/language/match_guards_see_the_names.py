def f(x):
    match x:
        case n if n > 10: return "big", n
        case n if (m := n * 2) > 10: return "twice", m
        case _: return "small"
print(f(20), f(6), f(1))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:('big', 20) ('twice', 12) small
# CHECK-NOT:{{.}}
