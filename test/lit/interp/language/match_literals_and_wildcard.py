def f(x):
    match x:
        case 0: return "zero"
        case -1 | 1: return "one"
        case "a" | b"a": return "a"
        case 1.5: return "float"
        case 1 + 2j: return "complex"
        case None: return "none"
        case True: return "true"
        case _: return "other"
print([f(x) for x in (0, -1, 1, "a", b"a", 1.5, 1 + 2j, None, True, [])])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['zero', 'one', 'one', 'a', 'a', 'float', 'complex', 'none', 'one', 'other']
# CHECK-NOT:{{.}}
