def f():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: return "r"
        finally:
            print("finally", i)
print(f())
for i in range(2):
    try:
        break
    finally:
        print("brk")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:finally 0
# CHECK-NEXT:finally 1
# CHECK-NEXT:r
# CHECK-NEXT:brk
# CHECK-NOT:{{.}}
