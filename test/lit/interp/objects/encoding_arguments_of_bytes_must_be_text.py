for make in bytes, bytearray:
    for args in ('a', b'ascii'), ('a', 'ascii', 5), (b'a', 3):
        try: print(make(*args))
        except TypeError as e: print(e)
class Boom:
    def __index__(self):
        b.clear()
        return 0
b = bytearray(b'abc')
try: b[2] = Boom()
except IndexError as e: print(e)
b = bytearray(b'abcdef')
b[::2] = b''
print(b)
import copy
class Named(bytearray): pass
named = Named(b'ab')
named.x = 1
again = copy.copy(named)
print(type(again).__name__, again.x, again)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:bytes() argument 'encoding' must be str, not bytes
# CHECK-NEXT:bytes() argument 'errors' must be str, not int
# CHECK-NEXT:bytes() argument 'encoding' must be str, not int
# CHECK-NEXT:bytearray() argument 'encoding' must be str, not bytes
# CHECK-NEXT:bytearray() argument 'errors' must be str, not int
# CHECK-NEXT:bytearray() argument 'encoding' must be str, not int
# CHECK-NEXT:bytearray index out of range
# CHECK-NEXT:bytearray(b'bdf')
# CHECK-NEXT:Named 1 Named(b'ab')
# CHECK-NOT:{{.}}
