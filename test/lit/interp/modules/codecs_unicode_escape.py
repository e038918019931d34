print("é\n\U0001f600".encode("unicode_escape"), rb"\x41\u20ac\n\N{DIGIT ONE}".decode("unicode_escape"), "€".encode("raw_unicode_escape"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'\\xe9\\n\\U0001f600' A€
# CHECK-NEXT:1 b'\\u20ac'
# CHECK-NOT:{{.}}
