import unicodedata as u
print(u.name("é"), u.lookup("EURO SIGN"), u.category("A"), u.bidirectional("א"), u.decimal("٣"), u.numeric("½"), u.combining("\u0301"), u.unidata_version)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:LATIN SMALL LETTER E WITH ACUTE € Lu R 3 0.5 230 14.0.0
# CHECK-NOT:{{.}}
