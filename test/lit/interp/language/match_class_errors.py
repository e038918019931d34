class A: pass
for o, src in ((A(), "case A(1): pass"), (1, "case int(1, 2): pass")):
    try:
        exec("match o:\n    " + src)
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:A() accepts 0 positional sub-patterns (1 given)
# CHECK-NEXT:int() accepts 1 positional sub-pattern (2 given)
# CHECK-NOT:{{.}}
