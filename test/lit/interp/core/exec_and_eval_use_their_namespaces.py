g = {}
exec('x = 1; y = [x for _ in range(2)]', g)
print(g['y'], eval('x + z', g, {'z': 10}), '__builtins__' in g)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 1] 11 True
# CHECK-NOT:{{.}}
