for s in ("abc", "ab1", "12", "½", "²", " \t", "", "Ab", "é", "٣"):
    print(s.isalpha(), s.isalnum(), s.isdecimal(), s.isdigit(), s.isnumeric(), s.isspace(), s.islower(), s.isidentifier())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True False False False False True True
# CHECK-NEXT:False True False False False False True True
# CHECK-NEXT:False True True True True False False False
# CHECK-NEXT:False True False False True False False False
# CHECK-NEXT:False True False True True False False False
# CHECK-NEXT:False False False False False True False False
# CHECK-NEXT:False False False False False False False False
# CHECK-NEXT:True True False False False False False True
# CHECK-NEXT:True True False False False False True True
# CHECK-NEXT:False True True True True False False False
# CHECK-NOT:{{.}}
