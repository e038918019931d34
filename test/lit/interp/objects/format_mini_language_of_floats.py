for s in ("", ".2f", "10.3f", "+.1e", "g", ".3g", "%", ",", "010.2f", "#.0f", "_.2f", "n", "z.0f"):
    print(repr(format(-1234.5678, s)), repr(format(0.0, s)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'-1234.5678' '0.0'
# CHECK-NEXT:'-1234.57' '0.00'
# CHECK-NEXT:' -1234.568' '     0.000'
# CHECK-NEXT:'-1.2e+03' '+0.0e+00'
# CHECK-NEXT:'-1234.57' '0'
# CHECK-NEXT:'-1.23e+03' '0'
# CHECK-NEXT:'-123456.780000%' '0.000000%'
# CHECK-NEXT:'-1,234.5678' '0.0'
# CHECK-NEXT:'-001234.57' '0000000.00'
# CHECK-NEXT:'-1235.' '0.'
# CHECK-NEXT:'-1_234.57' '0.00'
# CHECK-NEXT:'-1234.57' '0'
# CHECK-NEXT:'-1235' '0'
# CHECK-NOT:{{.}}
