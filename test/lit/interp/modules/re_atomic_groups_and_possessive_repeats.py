import re
print(re.match(r"(?>a+)ab", "aaab"), re.match(r"a++b", "aaab").span(), re.match(r"(?:ab)*+c", "ababc").span(), re.match(r"a?+a", "a"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:None (0, 4) (0, 5) None
# CHECK-NOT:{{.}}
