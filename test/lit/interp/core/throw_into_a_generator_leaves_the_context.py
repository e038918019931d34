from contextlib import ExitStack, contextmanager
one, two, three = map(Exception, (1, 2, 3))
@contextmanager
def replaces(by):
    try: yield
    except Exception: raise by
try:
    with ExitStack() as stack:
        stack.enter_context(replaces(three))
        stack.enter_context(replaces(two))
        raise one
except Exception as e:
    while e:
        print(repr(e))
        e = e.__context__

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Exception(3)
# CHECK-NEXT:Exception(2)
# CHECK-NEXT:Exception(1)
# CHECK-NOT:{{.}}
