try:
    try: {}['k']
    except KeyError: 1 / 0
except ZeroDivisionError as e: print(repr(e.__context__), e.__suppress_context__)
try: raise ValueError from KeyError('c')
except ValueError as e: print(repr(e.__cause__), e.__suppress_context__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:KeyError('k') False
# CHECK-NEXT:KeyError('c') True
# CHECK-NOT:{{.}}
