import sys
try: sys.exit(3)
except SystemExit as e: print(e.code)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3
# CHECK-NOT:{{.}}
