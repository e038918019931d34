print(sorted({x % 3 for x in range(10)}))
print({k: v for k, v in zip("abc", range(3)) if v})
print({k: {v} for k in "a" for v in range(2)})

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[0, 1, 2]
# CHECK-NEXT:{'b': 1, 'c': 2}
# CHECK-NEXT:{'a': {1}}
# CHECK-NOT:{{.}}
