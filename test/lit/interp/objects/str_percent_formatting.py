print("%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42), "%x %X %#o" % (255, 255, 8), "%.3f %e %g" % (3.14159, 12345.678, 1e-7), "%s %r %a" % ("é", "é", "é"), "%c%c" % (65, "b"), "%*d" % (5, 1), "100%%" % ())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:   42|42   |00042|+42| 42 ff FF 0o10 3.142 1.234568e+04 1e-07 é 'é' '\xe9' Ab     1 100%
# CHECK-NOT:{{.}}
