def circle():
    try: raise ValueError(1)
    except ValueError as e:
        e.__context__ = e
        raise TypeError(2)
try: circle()
except Exception as e: print(repr(e), repr(e.__context__), e.__context__.__context__ is e.__context__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:TypeError(2) ValueError(1) True
# CHECK-NOT:{{.}}
