for s in ("", "5", "<5", "^5", "=+5", "05", ",", "_", "x", "#x", "b", "#b", "o", "c", "08b", "*>6", ",.2f", "e", "%"):
    print(repr(format(65, s)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'65'
# CHECK-NEXT:'   65'
# CHECK-NEXT:'65   '
# CHECK-NEXT:' 65  '
# CHECK-NEXT:'+  65'
# CHECK-NEXT:'00065'
# CHECK-NEXT:'65'
# CHECK-NEXT:'65'
# CHECK-NEXT:'41'
# CHECK-NEXT:'0x41'
# CHECK-NEXT:'1000001'
# CHECK-NEXT:'0b1000001'
# CHECK-NEXT:'101'
# CHECK-NEXT:'A'
# CHECK-NEXT:'01000001'
# CHECK-NEXT:'****65'
# CHECK-NEXT:'65.00'
# CHECK-NEXT:'6.500000e+01'
# CHECK-NEXT:'6500.000000%'
# CHECK-NOT:{{.}}
