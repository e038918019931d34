for v in [(1,), (1, 2, 3), 5]:
    try:
        a, b = v
    except (ValueError, TypeError) as e:
        print(e)
try:
    a, *b, c = [1]
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:not enough values to unpack (expected 2, got 1)
# CHECK-NEXT:too many values to unpack (expected 2)
# CHECK-NEXT:cannot unpack non-iterable int object
# CHECK-NEXT:not enough values to unpack (expected at least 2, got 1)
# CHECK-NOT:{{.}}
