s = "häl€lo\U0001f600"
print(s[0], s[-1], s[1:4], s[::-1], s[::2], s[10:], len(s))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:h 😀 äl€ 😀ol€läh hll😀  7
# CHECK-NOT:{{.}}
