try:
    try:
        raise KeyError("a")
    except KeyError:
        raise ValueError("b")
except ValueError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        raise KeyError("a")
    except KeyError as k:
        raise ValueError("b") from None
except ValueError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    raise ValueError from KeyError("c")
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:KeyError('a') None False
# CHECK-NEXT:KeyError('a') None True
# CHECK-NEXT:KeyError('c') True
# CHECK-NOT:{{.}}
