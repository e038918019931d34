print((258).to_bytes(2, "big"), (-2).to_bytes(3, "little", signed=True), int.from_bytes(b"\xff\xfe", "big", signed=True))
try:
    (256).to_bytes(1, "big")
except OverflowError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'\x01\x02' b'\xfe\xff\xff' -2
# CHECK-NEXT:int too big to convert
# CHECK-NOT:{{.}}
