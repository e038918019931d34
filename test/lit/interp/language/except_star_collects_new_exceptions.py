try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("new")
except ExceptionGroup as e:
    print(repr(e))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ExceptionGroup('', [KeyError('new'), ExceptionGroup('g', [TypeError(2)])])
# CHECK-NOT:{{.}}
