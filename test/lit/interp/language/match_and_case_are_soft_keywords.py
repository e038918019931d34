match = {"case": 1}
case = "case"
print(match[case])
match.get(case)
type = _ = 2
print(match, case, _)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NEXT:{'case': 1} case 2
# CHECK-NOT:{{.}}
