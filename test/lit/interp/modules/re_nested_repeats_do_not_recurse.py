import re
print(re.match(r"(?:a|b)*c", "ab" * 50000 + "c").end(), re.match(r"(?:(?:x)*y)*z", "xxy" * 1000 + "z").end())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:100001 3001
# CHECK-NOT:{{.}}
