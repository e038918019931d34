import atexit, os, subprocess, sys, tempfile
path = os.path.join(tempfile.mkdtemp(), 'text')
program = '''
import atexit, sys
class A:
    def __del__(self): print('del', self.name)
a = A(); a.name = 1
b = A(); b.name = 2
forgotten = open(sys.argv[1], 'w')
forgotten.write('kept')
atexit.register(print, 'atexit')
'''
print(subprocess.run([sys.executable, '-S', '-c', program, path], capture_output=True, text=True).stdout, end='')
print(open(path).read())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:atexit
# CHECK-NEXT:del 1
# CHECK-NEXT:del 2
# CHECK-NEXT:kept
# CHECK-NOT:{{.}}
