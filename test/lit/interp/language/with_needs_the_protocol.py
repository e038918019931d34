for cm in (1, object()):
    try:
        with cm: pass
    except TypeError as e:
        print(e)
class A:
    def __enter__(self): pass
try:
    with A(): pass
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'int' object does not support the context manager protocol
# CHECK-NEXT:'object' object does not support the context manager protocol
# CHECK-NEXT:'A' object does not support the context manager protocol (missed __exit__ method)
# CHECK-NOT:{{.}}
