print((1.5).hex(), (-0.1).hex(), float.fromhex("0x1.8p3"), float.fromhex("-0x.1"), float.fromhex("inf"), (5e-324).hex())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0x1.8000000000000p+0 -0x1.999999999999ap-4 12.0 -0.0625 inf 0x0.0000000000001p-1022
# CHECK-NOT:{{.}}
