for h in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
    print("aé€".encode("ascii", h))
try:
    "aé".encode("ascii")
except UnicodeEncodeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'a'
# CHECK-NEXT:b'a??'
# CHECK-NEXT:b'a&#233;&#8364;'
# CHECK-NEXT:b'a\\xe9\\u20ac'
# CHECK-NEXT:b'a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{EURO SIGN}'
# CHECK-NEXT:'ascii' codec can't encode character '\xe9' in position 1: ordinal not in range(128)
# CHECK-NOT:{{.}}
