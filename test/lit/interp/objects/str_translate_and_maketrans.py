print("abc".translate({97: "X", 98: None, 99: 0x20ac}), "hello".translate(str.maketrans("el", "ip", "h")))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:X€ ippo
# CHECK-NOT:{{.}}
