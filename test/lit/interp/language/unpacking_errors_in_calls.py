def f(*a, **k): pass
for call in ("f(*1)", "f(**1)", "f(**{1: 2})", "f(x=1, **{'x': 2})", "f(1, *None)"):
    try:
        eval(call)
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:__main__.f() argument after * must be an iterable, not int
# CHECK-NEXT:__main__.f() argument after ** must be a mapping, not int
# CHECK-NEXT:keywords must be strings
# CHECK-NEXT:__main__.f() got multiple values for keyword argument 'x'
# CHECK-NEXT:Value after * must be an iterable, not NoneType
# CHECK-NOT:{{.}}
