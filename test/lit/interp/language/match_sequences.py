def f(x):
    match x:
        case []: return "empty"
        case [a]: return ("one", a)
        case [a, b]: return ("two", a, b)
        case [a, *rest, z]: return ("many", a, rest, z)
        case (1, _) | _: return "no sequence"
for x in ([], [1], (1, 2), range(4), "ab", {1, 2}, [[1]]):
    print(f(x))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:empty
# CHECK-NEXT:('one', 1)
# CHECK-NEXT:('two', 1, 2)
# CHECK-NEXT:('many', 0, [1, 2], 3)
# CHECK-NEXT:no sequence
# CHECK-NEXT:no sequence
# CHECK-NEXT:('one', [1])
# CHECK-NOT:{{.}}
