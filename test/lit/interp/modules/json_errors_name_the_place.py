import json
for text in '{"a": 1', '[1,]', '{"a" 1}', '"\\x"', 'nul', '"a\nb"', '[NaN, -Infinity]', '"\\ud83d\\ude00"', '{"a": {"b": []}}':
    try: print(json.loads(text))
    except json.JSONDecodeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Expecting ',' delimiter: line 1 column 8 (char 7)
# CHECK-NEXT:Expecting value: line 1 column 4 (char 3)
# CHECK-NEXT:Expecting ':' delimiter: line 1 column 6 (char 5)
# CHECK-NEXT:Invalid \escape: line 1 column 2 (char 1)
# CHECK-NEXT:Expecting value: line 1 column 1 (char 0)
# CHECK-NEXT:Invalid control character at: line 1 column 3 (char 2)
# CHECK-NEXT:[nan, -inf]
# CHECK-NEXT:😀
# CHECK-NEXT:{'a': {'b': []}}
# CHECK-NOT:{{.}}
