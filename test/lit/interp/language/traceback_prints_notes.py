e = ValueError("v")
e.add_note("first\nsecond")
e.add_note("third")
raise e

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 4, in <module>
# CHECK-NEXT:    raise e
# CHECK-NEXT:ValueError: v
# CHECK-NEXT:first
# CHECK-NEXT:second
# CHECK-NEXT:third
# CHECK-NOT:{{.}}
