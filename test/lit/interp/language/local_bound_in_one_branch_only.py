def f(n):
    if n:
        y = n
    for i in range(n):
        z = i
    while n > 100:
        w = 1
    try:
        return y, z
    except UnboundLocalError as e:
        return str(e)
print(f(2))
print(f(0))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(2, 1)
# CHECK-NEXT:cannot access local variable 'y' where it is not associated with a value
# CHECK-NOT:{{.}}
