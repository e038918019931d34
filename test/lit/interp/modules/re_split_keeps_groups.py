import re
print(re.split(r"(,)", "a,b"), re.split(r"\s*", "a b"), re.split("x", "axbxc", 1), re.split(r"\b", "hi you"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', ',', 'b'] ['', 'a', '', 'b', ''] ['a', 'bxc'] ['', 'hi', ' ', 'you', '']
# CHECK-NOT:{{.}}
