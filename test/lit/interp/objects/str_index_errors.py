for k in (9, -9, "a", 1.5):
    try:
        "abc"[k]
    except (IndexError, TypeError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:string index out of range
# CHECK-NEXT:string index out of range
# CHECK-NEXT:string indices must be integers, not 'str'
# CHECK-NEXT:string indices must be integers, not 'float'
# CHECK-NOT:{{.}}
