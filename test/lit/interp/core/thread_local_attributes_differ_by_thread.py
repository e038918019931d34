import threading
data = threading.local()
data.x = 'main'
def work(): print(hasattr(data, 'x')); data.x = 'other'
t = threading.Thread(target=work); t.start(); t.join()
print(data.x)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:False
# CHECK-NEXT:main
# CHECK-NOT:{{.}}
