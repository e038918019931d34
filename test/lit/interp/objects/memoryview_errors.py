m = memoryview(b"abc")
for f in (lambda: m.__setitem__(0, 1), lambda: m[5], lambda: memoryview("x"), lambda: (m.release(), m[0])):
    try:
        f()
    except (TypeError, IndexError, ValueError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:cannot modify read-only memory
# CHECK-NEXT:index out of bounds on dimension 1
# CHECK-NEXT:memoryview: a bytes-like object is required, not 'str'
# CHECK-NEXT:operation forbidden on released memoryview object
# CHECK-NOT:{{.}}
