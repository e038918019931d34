class I:
    def __index__(self):
        return 3
print([1, 2, 3, 4][I()], hex(I()), int(I()), range(5)[I()])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:4 0x3 3 3
# CHECK-NOT:{{.}}
