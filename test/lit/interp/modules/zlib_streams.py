import zlib
data = b'the quick brown fox ' * 50
packed = zlib.compress(data, 9)
print(zlib.decompress(packed) == data, zlib.crc32(data), zlib.adler32(data))
d = zlib.decompressobj()
print(d.decompress(packed + b'rest', 10), d.eof, len(d.unconsumed_tail) > 0, d.flush() == data[10:], d.eof, d.unused_data)
c = zlib.compressobj(wbits=31)
print(zlib.decompress(c.compress(b'gzip') + c.flush(), 31))
for bad in b'', b'xx', packed[:-4]:
    try: zlib.decompress(bad)
    except zlib.error as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True 2757563177 2239000134
# CHECK-NEXT:b'the quick ' False True True True b'rest'
# CHECK-NEXT:b'gzip'
# CHECK-NEXT:Error -5 while decompressing data: incomplete or truncated stream
# CHECK-NEXT:Error -3 while decompressing data: incorrect header check
# CHECK-NEXT:Error -5 while decompressing data: incomplete or truncated stream
# CHECK-NOT:{{.}}
