print(0x_ff, 0b1_0, 0o17, 1_000_000, 1_0.0_1, 1e3, 1E-2, .5, 5., 0_0, 10j, 1.5J)
print(0xFFFFFFFFFFFFFFFFFFFF, -2 ** 2, 2 ** -1, 10 ** 30)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:255 2 15 1000000 10.01 1000.0 0.01 0.5 5.0 0 10j 1.5j
# CHECK-NEXT:1208925819614629174706175 -4 0.5 1000000000000000000000000000000
# CHECK-NOT:{{.}}
