def f(flag):
    x = 1
    if flag:
        del x
    return x
print(f(False))
try:
    f(True)
except UnboundLocalError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NEXT:cannot access local variable 'x' where it is not associated with a value
# CHECK-NOT:{{.}}
