import os, subprocess, sys, tempfile
directory = tempfile.mkdtemp()
for name, text in ('one', 'import two\nx = 1\n'), ('two', 'from one import x\n'), ('three', 'import four\n'), ('four', 'import three\nthree.y\n'):
    with open(os.path.join(directory, name + '.py'), 'w') as file: file.write(text)
for name in 'one', 'three':
    error = subprocess.run([sys.executable, '-S', '-c', f'import {name}'], cwd=directory, capture_output=True, text=True).stderr
    print(error.splitlines()[-1].replace(directory, 'DIR'))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ImportError: cannot import name 'x' from partially initialized module 'one' (most likely due to a circular import) (DIR/one.py)
# CHECK-NEXT:AttributeError: partially initialized module 'three' has no attribute 'y' (most likely due to a circular import)
# CHECK-NOT:{{.}}
