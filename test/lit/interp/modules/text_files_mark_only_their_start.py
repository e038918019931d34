import io, os, tempfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'f')
    for encoding in 'utf-8-sig', 'utf-16', 'utf-32':
        with open(path, 'w', encoding=encoding) as f: f.write('aa')
        with open(path, 'a', encoding=encoding) as f: f.write('bb')
        with open(path, 'rb') as f: print(f.read() == 'aabb'.encode(encoding))
        with open(path, 'r+', encoding=encoding) as f:
            f.seek(0)
            f.write('cc')
            end = f.tell()
            f.seek(0, 2)
            f.write('dd')
            f.seek(0)
            print(f.read(), end)
class Failing(io.BytesIO):
    def flush(self): raise OSError('flush')
    def close(self): super().close(); raise OSError('close')
text = io.TextIOWrapper(Failing(), encoding='ascii')
try: text.close()
except OSError as e: print(e, '|', e.__context__)
try: io.BufferedReader(io.BytesIO(), 1 << 62)
except MemoryError: print('MemoryError')

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NEXT:ccbbdd 5
# CHECK-NEXT:True
# CHECK-NEXT:ccbbdd 6
# CHECK-NEXT:True
# CHECK-NEXT:ccbbdd 12
# CHECK-NEXT:close | flush
# CHECK-NEXT:MemoryError
# CHECK-NOT:{{.}}
