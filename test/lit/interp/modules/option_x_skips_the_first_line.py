this is no Python
import sys
print(sys._getframe().f_lineno)

# RUN: %pystm -x %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# RUN: %pystm -X stm -c "print(1)" | FileCheck %s --check-prefix=OPTION
# CHECK:3
# CHECK-NOT:{{.}}
# OPTION:1
