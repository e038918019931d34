import copy, pickle
x = {"a": [1, (2, 3)], "b": {4}, "c": b"d", "e": 2**80}
x["self"] = x
y = pickle.loads(pickle.dumps(x))
z = copy.deepcopy(x)
print(y["a"], y["self"] is y, z["self"] is z, z["a"] is x["a"], y["e"] == x["e"])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, (2, 3)] True True False True
# CHECK-NOT:{{.}}
