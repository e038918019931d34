for x in ("inf", "nan"):
    try:
        int(float(x))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
print(int(1e20), int(-2.9))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:OverflowError cannot convert float infinity to integer
# CHECK-NEXT:ValueError cannot convert float NaN to integer
# CHECK-NEXT:100000000000000000000 -2
# CHECK-NOT:{{.}}
