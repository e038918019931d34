import io, marshal
values = [None, True, False, ..., StopIteration, 0, -5, 2**31, -2**31, 2**100, -2**15, 1.5, -0.0, 2j, '', 'aä\ud800', b'x', bytearray(b'y'),
          (), (1, (2,)), [1, [2]], {'a': {1: 2}}, {1, 2}, frozenset([3])]
print(all(marshal.loads(marshal.dumps(v)) == v for v in values), [type(marshal.loads(marshal.dumps(v))).__name__ for v in values[-7:]])
print(eval(marshal.loads(marshal.dumps(compile('1 + 1', 'x', 'eval')))))
file = io.BytesIO()
for v in 1, 'two', [3]: marshal.dump(v, file)
file.seek(0)
print([marshal.load(file) for _ in range(3)])
print(marshal.loads(b'\xe9\x01\x00\x00\x00'), marshal.loads(b'\xa9\x02\xfa\x01ar\x01\x00\x00\x00'), marshal.loads(b'\xdb\x02\x00\x00\x00\xe9\x05\x00\x00\x00r\x01\x00\x00\x00'))
for bad in b'', b'i\x01', b'\x7f', b'l\x01\x00\x00\x00\xff\xff', b'r\x05\0\0\0', b'0':
    try: print(marshal.loads(bad))
    except Exception as e: print(type(e).__name__, e)
for bad in object(), [object()], int:
    try: marshal.dumps(bad)
    except ValueError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True ['bytes', 'tuple', 'tuple', 'list', 'dict', 'set', 'frozenset']
# CHECK-NEXT:2
# CHECK-NEXT:[1, 'two', [3]]
# CHECK-NEXT:1 ('a', 'a') [5, 5]
# CHECK-NEXT:EOFError EOF read where object expected
# CHECK-NEXT:EOFError marshal data too short
# CHECK-NEXT:ValueError bad marshal data (unknown type code)
# CHECK-NEXT:ValueError bad marshal data (digit out of range in long)
# CHECK-NEXT:ValueError bad marshal data (invalid reference)
# CHECK-NEXT:TypeError NULL object in marshal data for object
# CHECK-NEXT:unmarshallable object
# CHECK-NEXT:unmarshallable object
# CHECK-NEXT:unmarshallable object
# CHECK-NOT:{{.}}
