print("abc".startswith(("x", "a")), "abc".endswith("b", 0, 2), "abc".startswith("", 4), "abc".startswith("", 3))
try:
    "a".startswith(1)
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True False True
# CHECK-NEXT:startswith first arg must be str or a tuple of str, not int
# CHECK-NOT:{{.}}
