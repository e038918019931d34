n = 5
while n:
    n -= 1
    if n % 2: continue
    print(n)
else:
    print("done")
while True:
    n += 1
    if n > 3: break
else:
    print("never")
print(n)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:4
# CHECK-NEXT:2
# CHECK-NEXT:0
# CHECK-NEXT:done
# CHECK-NEXT:4
# CHECK-NOT:{{.}}
