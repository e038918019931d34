for s in ("1+", "1 + 2j", "j1", ""):
    try:
        complex(s)
    except ValueError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:complex() arg is a malformed string
# CHECK-NEXT:complex() arg is a malformed string
# CHECK-NEXT:complex() arg is a malformed string
# CHECK-NEXT:complex() arg is a malformed string
# CHECK-NOT:{{.}}
