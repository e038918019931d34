import array, pickle, copy, collections.abc
a = array.array('h', [1, 2, 3])
with memoryview(a) as view:
    for change in (lambda: a.append(1), lambda: a.pop(), lambda: a.extend([1]), lambda: a.remove(2), lambda: a.frombytes(b'ab')):
        try: change()
        except BufferError as e: print(e, a)
    a[0] = 7
    print(view[0], a[::-1])
a.append(4)
print(a, a.index(4, 1), a.index(2, -3, 3))
try: a.index(7, 1)
except ValueError as e: print(e)
class Named(array.array): pass
named = Named('d', [1.5])
named.x = 'attribute'
for protocol in range(6):
    again = pickle.loads(pickle.dumps(named, protocol))
    print(type(again).__name__, again, again.x, a.__reduce_ex__(protocol)[0].__name__)
items = iter(a)
print(next(items), list(copy.copy(items)), list(items), isinstance(a, collections.abc.MutableSequence))
nan = array.array('d', [float('nan')])
print(nan == nan, nan != nan)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:cannot resize an array that is exporting buffers array('h', [1, 2, 3])
# CHECK-NEXT:cannot resize an array that is exporting buffers array('h', [1, 2, 3])
# CHECK-NEXT:cannot resize an array that is exporting buffers array('h', [1, 2, 3])
# CHECK-NEXT:cannot resize an array that is exporting buffers array('h', [1, 2, 3])
# CHECK-NEXT:cannot resize an array that is exporting buffers array('h', [1, 2, 3])
# CHECK-NEXT:7 array('h', [3, 2, 7])
# CHECK-NEXT:array('h', [7, 2, 3, 4]) 3 1
# CHECK-NEXT:array.index(x): x not in array
# CHECK-NEXT:Named Named('d', [1.5]) attribute array
# CHECK-NEXT:Named Named('d', [1.5]) attribute array
# CHECK-NEXT:Named Named('d', [1.5]) attribute array
# CHECK-NEXT:Named Named('d', [1.5]) attribute _array_reconstructor
# CHECK-NEXT:Named Named('d', [1.5]) attribute _array_reconstructor
# CHECK-NEXT:Named Named('d', [1.5]) attribute _array_reconstructor
# CHECK-NEXT:7 [2, 3, 4] [2, 3, 4] True
# CHECK-NEXT:False True
# CHECK-NOT:{{.}}
