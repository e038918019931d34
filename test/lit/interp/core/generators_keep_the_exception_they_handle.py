import sys
def g():
    try: raise ValueError('inside')
    except ValueError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
it = g()
print(repr(next(it)), sys.exc_info())
try: raise KeyError
except KeyError: print(repr(next(it)), repr(sys.exc_info()[1]))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ValueError('inside') (None, None, None)
# CHECK-NEXT:ValueError('inside') KeyError()
# CHECK-NOT:{{.}}
