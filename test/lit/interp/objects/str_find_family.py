s = "abcabc"
print(s.find("c"), s.rfind("c"), s.find("c", 3), s.find("z"), s.index("b"), s.count("bc"), s.count(""), s.find("", 9), s.rfind("ab", 0, 4))
try:
    s.index("z")
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2 5 5 -1 1 2 7 -1 0
# CHECK-NEXT:substring not found
# CHECK-NOT:{{.}}
