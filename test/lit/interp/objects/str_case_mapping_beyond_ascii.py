print("straße".upper(), "ΌΣΟΣ".lower(), "ǆ".title(), "ﬁ".capitalize(), "İ".lower().encode(), "Straße".casefold(), "aBc".swapcase())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:STRASSE όσος ǅ Fi b'i\xcc\x87' strasse AbC
# CHECK-NOT:{{.}}
