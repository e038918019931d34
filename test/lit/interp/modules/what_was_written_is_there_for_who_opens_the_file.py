# Also when nobody has closed the file.
import os, shutil, tempfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'f')
    open(path, 'w').write('text\n')
    print(open(path).read(), os.path.getsize(path))
    open(path, 'ab').write(b'more')
    shutil.copy(path, path + '2')
    print(open(path + '2', 'rb').read(), os.stat(path).st_size)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:text
# CHECK-NEXT: 5
# CHECK-NEXT:b'text\nmore' 9
# CHECK-NOT:{{.}}
