import re
print(re.findall(r"(\w)\1", "aabbcd"), re.match(r"(<)?a(?(1)>)$", "<a>").span(), re.match(r"(<)?a(?(1)>)$", "<a"), re.match(r"(?i)(a)\1", "aA").span())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'b'] (0, 3) None (0, 2)
# CHECK-NOT:{{.}}
