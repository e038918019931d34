import re
p = re.compile("b+")
m = p.search("abbbc", 1, 4)
print(m.pos, m.endpos, m.string, m.re is p, m.start(), m.expand(r"<\g<0>>"), [x.span() for x in p.finditer("b bb")])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 4 abbbc True 1 <bbb> [(0, 1), (2, 4)]
# CHECK-NOT:{{.}}
