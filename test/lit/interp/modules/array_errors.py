from array import array
for f in (lambda: array("b", [200]), lambda: array("x"), lambda: array("i", ["a"]), lambda: array("i")[0], lambda: array("i") + [1]):
    try:
        f()
    except (OverflowError, ValueError, TypeError, IndexError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:signed char is greater than maximum
# CHECK-NEXT:bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)
# CHECK-NEXT:'str' object cannot be interpreted as an integer
# CHECK-NEXT:array index out of range
# CHECK-NEXT:can only append array (not "list") to array
# CHECK-NOT:{{.}}
