import codecs, traceback
for call in (lambda: codecs.decode(b'x', 'hex'), lambda: codecs.decode(b'xx', 'zlib_codec'), lambda: 'ä'.encode('ascii'), lambda: codecs.encode('x', 'rot13', 'strict')):
    try: print(call())
    except Exception as e: print(type(e).__name__, e, '|', type(e.__cause__).__name__)
seen = []
codecs.register(lambda name: seen.append(name))
for name in 'My  Codec-9', 'a_b', '--x--':
    try: codecs.lookup(name)
    except LookupError as e: print(e)
print(seen)
print('bücher.example'.encode('idna'), b'xn--bcher-kva.example'.decode('idna'), 'x'.encode('utf-32-le'), codecs.utf_32_ex_decode(b'\xff\xfe\0\0a\0\0\0'))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Error decoding with 'hex' codec failed (Error: Odd-length string) | Error
# CHECK-NEXT:error decoding with 'zlib_codec' codec failed (error: Error -3 while decompressing data: incorrect header check) | error
# CHECK-NEXT:UnicodeEncodeError 'ascii' codec can't encode character '\xe4' in position 0: ordinal not in range(128) | NoneType
# CHECK-NEXT:k
# CHECK-NEXT:unknown encoding: My  Codec-9
# CHECK-NEXT:unknown encoding: a_b
# CHECK-NEXT:unknown encoding: --x--
# CHECK-NEXT:['my_codec_9', 'a_b', 'x']
# CHECK-NEXT:b'xn--bcher-kva.example' bücher.example b'x\x00\x00\x00' ('a', 8, -1)
# CHECK-NOT:{{.}}
