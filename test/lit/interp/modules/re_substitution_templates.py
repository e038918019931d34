import re
print(re.sub(r"(a)(b)?", r"[\1|\2]", "abac"), re.sub("x*", "-", "abxd"), re.subn(r"\d", lambda m: m[0] * 2, "a1b2", 1), re.sub(r"(?P<n>\w)", r"\g<n>.", "ab"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[a|b][a|]c -a-b--d- ('a11b2', 1) a.b.
# CHECK-NOT:{{.}}
