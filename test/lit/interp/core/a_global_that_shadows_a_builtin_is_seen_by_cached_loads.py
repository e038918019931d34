def f(): return len([1])
print(f(), f())
len = lambda x: 'mine'
print(f())
del len
print(f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 1
# CHECK-NEXT:mine
# CHECK-NEXT:1
# CHECK-NOT:{{.}}
