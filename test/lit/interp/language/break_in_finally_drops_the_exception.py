for i in range(2):
    try:
        raise ValueError(i)
    finally:
        print(i)
        break
print("end")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0
# CHECK-NEXT:end
# CHECK-NOT:{{.}}
