class B:
    def __bool__(self): print("bool"); return False
class L:
    def __len__(self): print("len"); return 1
if B() or L(): print("yes")
print(not B(), not L())
class N: __bool__ = lambda s: 1
try:
    if N(): pass
except TypeError as e:
    print(e)
while L(): break

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:bool
# CHECK-NEXT:len
# CHECK-NEXT:yes
# CHECK-NEXT:bool
# CHECK-NEXT:len
# CHECK-NEXT:True False
# CHECK-NEXT:__bool__ should return bool, returned int
# CHECK-NEXT:len
# CHECK-NOT:{{.}}
