import warnings
class Small(int): pass
class I:
    def __index__(self): return Small(3)
class J:
    def __int__(self): return Small(3)
class F(float):
    def __float__(self): return 42.
def shown(f, x):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        print(f(x), [str(i.message).split('.')[0] for i in w])
shown(hex, I())
shown(int, J())
shown(float, F())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0x3 ['__index__ returned non-int (type Small)']
# CHECK-NEXT:3 ['__int__ returned non-int (type Small)']
# CHECK-NEXT:42.0 []
# CHECK-NOT:{{.}}
