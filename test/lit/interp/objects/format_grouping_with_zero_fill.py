print(format(1234567, "012,"), format(1234, "010_d"), format(1234.5, "012,.1f"), format(0xabcdef, "_x"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0,001,234,567 00_001_234 00,001,234.5 ab_cdef
# CHECK-NOT:{{.}}
