"""module doc"""
def f():
    "f" "doc"
def g():
    f"not a doc"
class A:
    """A doc
    second"""
    def m(self): b"no"
print(__doc__, f.__doc__, g.__doc__, repr(A.__doc__), A.m.__doc__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:module doc fdoc None 'A doc\n    second' None
# CHECK-NOT:{{.}}
