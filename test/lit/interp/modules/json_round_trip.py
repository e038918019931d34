import json
x = {"a": [1, 2.5, None, True, "é\n"], "b": {}}
print(json.dumps(x), json.loads(json.dumps(x)) == x, json.dumps([1, {"z": 1}], indent=2, sort_keys=True))
try:
    json.loads("[1,")
except json.JSONDecodeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{"a": [1, 2.5, null, true, "\u00e9\n"], "b": {}} True [
# CHECK-NEXT:  1,
# CHECK-NEXT:  {
# CHECK-NEXT:    "z": 1
# CHECK-NEXT:  }
# CHECK-NEXT:]
# CHECK-NEXT:Expecting value: line 1 column 4 (char 3)
# CHECK-NOT:{{.}}
