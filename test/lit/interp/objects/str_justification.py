print("ab".ljust(5, ".") + "|", "ab".rjust(5), "ab".center(5, "*"), "abc".center(6, "*"), "-42".zfill(6), "a\tb".expandtabs(4))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ab...|    ab **ab* *abc** -00042 a   b
# CHECK-NOT:{{.}}
