import collections.abc
class Late:
    def __len__(self): return 2
    def __getitem__(self, i): return (1, 2)[i]
class Sub(Late): pass
def what(x):
    match x:
        case [*_]: return 'sequence'
        case {}: return 'mapping'
print(what(Late()))
collections.abc.Sequence.register(Late)
print(what(Late()), what(Sub()))
class Both(collections.UserList, collections.abc.Mapping): pass
print(what(Both()))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:None
# CHECK-NEXT:sequence sequence
# CHECK-NEXT:sequence
# CHECK-NOT:{{.}}
