print(b"%d %s %x %a %c" % (1, b"x", 255, "é", 65), b"%5.1f|" % 2.25)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b"1 x ff '\\xe9' A" b'  2.2|'
# CHECK-NOT:{{.}}
