import gc
class A:
    def __del__(self): print('del', self.name)
a = A(); a.name = 'a'; a.me = a
del a
gc.collect(); gc.collect()
print('end')

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:del a
# CHECK-NEXT:end
# CHECK-NOT:{{.}}
