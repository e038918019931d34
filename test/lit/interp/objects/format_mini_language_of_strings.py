for s in ("", "5", ">5", "^7", ".2", "*^7.2", "s"):
    print(repr(format("abc", s)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'abc'
# CHECK-NEXT:'abc  '
# CHECK-NEXT:'  abc'
# CHECK-NEXT:'  abc  '
# CHECK-NEXT:'ab'
# CHECK-NEXT:'**ab***'
# CHECK-NEXT:'abc'
# CHECK-NOT:{{.}}
