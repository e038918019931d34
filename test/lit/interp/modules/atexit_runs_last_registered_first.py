import atexit
atexit.register(print, "first registered")
atexit.register(print, "second", sep="")
print("main")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:main
# CHECK-NEXT:second
# CHECK-NEXT:first registered
# CHECK-NOT:{{.}}
