import collections, collections.abc
class A(collections.abc.Mapping, collections.UserList): pass
class B(collections.UserList, collections.abc.Mapping): pass
def what(cls):
    match cls.__new__(cls):
        case [*_]: return 'sequence'
        case {}: return 'mapping'
for cls in A, B:
    cls.__abstractmethods__ = frozenset()
    cls.__len__ = lambda self: 0
    cls.__iter__ = lambda self: iter(())
    cls.keys = lambda self: ()
    print(what(cls))


# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:mapping
# CHECK-NEXT:sequence
# CHECK-NOT:{{.}}
