for i in range(3):
    pass
else:
    print("else", i)
for i in range(3):
    if i == 1: break
else:
    print("never")
print(i)
for x in []: pass
else: print("empty")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:else 2
# CHECK-NEXT:1
# CHECK-NEXT:empty
# CHECK-NOT:{{.}}
