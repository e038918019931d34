class C:
    def __class_getitem__(cls, item): return (cls.__name__, item)
print(C[1, 2])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:('C', (1, 2))
# CHECK-NOT:{{.}}
