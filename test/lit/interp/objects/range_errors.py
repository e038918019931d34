for f in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: range(3)[5], lambda: range(3).index(9)):
    try:
        f()
    except (ValueError, TypeError, IndexError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:range() arg 3 must not be zero
# CHECK-NEXT:'float' object cannot be interpreted as an integer
# CHECK-NEXT:range object index out of range
# CHECK-NEXT:9 is not in range
# CHECK-NOT:{{.}}
