eval("1 + (2 3)")

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 1, in <module>
# CHECK-NEXT:    eval("1 + (2 3)")
# CHECK-NEXT:  File "<string>", line 1
# CHECK-NEXT:    1 + (2 3)
# CHECK-NEXT:         ^^^
# CHECK-NEXT:SyntaxError: invalid syntax. Perhaps you forgot a comma?
# CHECK-NOT:{{.}}
