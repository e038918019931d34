import re
print(re.findall("^a.b$", "a\nb\na_b", re.M), re.findall("a.b", "a\nb", re.S), re.findall("É", "é", re.I), re.findall(r"\w", "é", re.A), re.compile("(?x) a # c\n b"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a_b'] ['a\nb'] ['é'] [] re.compile('(?x) a # c\n b', re.VERBOSE)
# CHECK-NOT:{{.}}
