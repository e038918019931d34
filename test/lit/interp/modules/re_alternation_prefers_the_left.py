import re
print(re.match("a|ab", "ab").group(), re.fullmatch("a|ab", "ab").group(), re.match("(?:a|b|cd)+", "abcdx").group(), re.findall("foo|foobar|[xy]z", "foobar xz"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:a ab abcd ['foo', 'xz']
# CHECK-NOT:{{.}}
