import re
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)(-\d\d)?", "on 2024-05.")
print(m.group(0), m["year"], m.groups("x"), m.groupdict(), m.span("month"), m.lastgroup, m.regs)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2024-05 2024 ('2024', '05', 'x') {'year': '2024', 'month': '05'} (8, 10) month ((3, 10), (3, 7), (8, 10), (-1, -1))
# CHECK-NOT:{{.}}
