é = {"ü": 1}
print("ö", é["ä"], "ß")

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 2, in <module>
# CHECK-NEXT:    print("ö", é["ä"], "ß")
# CHECK-NEXT:               ~^^^^^
# CHECK-NEXT:KeyError: 'ä'
# CHECK-NOT:{{.}}
