import io, pickle
class Named(io.BytesIO): pass
named = Named(b'bytes')
named.seek(2)
named.name = 'n'
again = pickle.loads(pickle.dumps(named))
print(again.read(), again.getvalue(), again.name)
text = io.StringIO('a\nb', newline='\r\n')
text.read(1)
again = pickle.loads(pickle.dumps(text))
print(repr(again.read()), again.write('\n'), repr(again.getvalue()))
for state in ('x',), (b'', -1, None), (b'', 'a', None), ('', '', -1, None):
    for stream in io.BytesIO(), io.StringIO():
        try: print(stream.__setstate__(state))
        except (TypeError, ValueError) as e: print(type(e).__name__)
stream = io.StringIO('12')
stream.seek(5)
print(stream.write(''), repr(stream.getvalue()))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'tes' b'bytes' n
# CHECK-NEXT:'\r\nb' 1 'a\r\nb\r\n'
# CHECK-NEXT:TypeError
# CHECK-NEXT:TypeError
# CHECK-NEXT:ValueError
# CHECK-NEXT:TypeError
# CHECK-NEXT:TypeError
# CHECK-NEXT:TypeError
# CHECK-NEXT:TypeError
# CHECK-NEXT:ValueError
# CHECK-NEXT:0 '12'
# CHECK-NOT:{{.}}
