data = [(1, 'b'), (0, 'x'), (1, 'a'), (0, 'y')]
print(sorted(data, key=lambda p: p[0]), sorted(data, key=lambda p: p[0], reverse=True))
l = [3, 1, 2]
try: l.sort(key=lambda x: l.append(x) or x)
except ValueError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[(0, 'x'), (0, 'y'), (1, 'b'), (1, 'a')] [(1, 'b'), (1, 'a'), (0, 'x'), (0, 'y')]
# CHECK-NEXT:list modified during sort
# CHECK-NOT:{{.}}
