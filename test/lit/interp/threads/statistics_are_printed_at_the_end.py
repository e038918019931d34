# -X stm prints how the program's regions ran, behind all that the program prints.
import sys
print("stm" in sys._xoptions, flush=True)

# RUN: %pystm -X stm %s 2>&1 | FileCheck %s
# CHECK: True
# CHECK-EMPTY:
# CHECK-NEXT: regions of pystm{{.*}}: {{transactions|one lock, nothing is undone}}
# CHECK-NEXT: {{ +[a-z ]+ [0-9]+$}}
