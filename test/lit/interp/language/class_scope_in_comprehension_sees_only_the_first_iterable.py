class A:
    n = 3
    a = [i for i in range(n)]
    try:
        b = [n for i in range(1)]
    except NameError as e:
        print(e)
print(A.a)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:name 'n' is not defined
# CHECK-NEXT:[0, 1, 2]
# CHECK-NOT:{{.}}
