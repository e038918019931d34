import unicodedata as u
for f in ("NFC", "NFD", "NFKC", "NFKD"):
    print(f, ascii(u.normalize(f, "é\uac00ﬁÅ")))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:NFC '\xe9\uac00\ufb01\xc5'
# CHECK-NEXT:NFD 'e\u0301\u1100\u1161\ufb01A\u030a'
# CHECK-NEXT:NFKC '\xe9\uac00fi\xc5'
# CHECK-NEXT:NFKD 'e\u0301\u1100\u1161fiA\u030a'
# CHECK-NOT:{{.}}
