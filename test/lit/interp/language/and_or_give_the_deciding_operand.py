print(0 or [] or "x" or 1)
print(1 and "" and 2)
print(None or 0)
print([] and f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:x
# CHECK-EMPTY:
# CHECK-NEXT:0
# CHECK-NEXT:[]
# CHECK-NOT:{{.}}
