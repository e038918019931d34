import re
print(re.findall(r"<.+?>", "<a><b>"), re.findall(r"<.+>", "<a><b>"), re.match(r"(a{2,3}?)(a*)", "aaaa").groups(), re.match(r"(?:ab)*?c", "ababc").span())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['<a>', '<b>'] ['<a><b>'] ('aa', 'aa') (0, 5)
# CHECK-NOT:{{.}}
