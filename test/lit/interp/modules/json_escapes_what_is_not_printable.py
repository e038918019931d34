import json
for text in ("plain", "a\x7fb", "é\"q\\", "\x01\t\u20ac", "\U0001f600"):
    print(json.dumps(text), json.dumps(text, ensure_ascii=False) == json.dumps(text), json.loads(json.dumps(text)) == text)
print(json.dumps([1e16, 1e-5, 0.0001, -0.0, 5e-324, 123456789.125, -(2 ** 46), 10 ** 20]))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:"plain" True True
# CHECK-NEXT:"a\u007fb" False True
# CHECK-NEXT:"\u00e9\"q\\" False True
# CHECK-NEXT:"\u0001\t\u20ac" False True
# CHECK-NEXT:"\ud83d\ude00" False True
# CHECK-NEXT:[1e+16, 1e-05, 0.0001, -0.0, 5e-324, 123456789.125, -70368744177664, 100000000000000000000]
# CHECK-NOT:{{.}}
