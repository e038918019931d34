import re
for p in ("(", "*a", "[a", "a{3,2}", "(?P<1>a)", r"\1", "(?<=a*)b"):
    try:
        re.compile(p)
    except re.error as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:missing ), unterminated subpattern at position 0
# CHECK-NEXT:nothing to repeat at position 0
# CHECK-NEXT:unterminated character set at position 0
# CHECK-NEXT:min repeat greater than max repeat at position 2
# CHECK-NEXT:bad character in group name '1' at position 4
# CHECK-NEXT:invalid group reference 1 at position 1
# CHECK-NEXT:look-behind requires fixed-width pattern
# CHECK-NOT:{{.}}
