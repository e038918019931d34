from __future__ import annotations
def f(a: 1 + 2, *b: list[int], c: "x" = 1, **d: lambda x: x) -> {'k': [1, 2]}: pass
print(f.__annotations__)
x: a.b[c:d, ...](1, *e, k=f"{g!r}") = 0
class A:
    y: not (a and b or c) if d else -e ** f
print(__annotations__, A.__annotations__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{'a': '1 + 2', 'b': 'list[int]', 'c': "'x'", 'd': 'lambda x: x', 'return': "{'k': [1, 2]}"}
# CHECK-NEXT:{'x': "a.b[c:d, ...](1, *e, k=f'{g!r}')"} {'y': 'not (a and b or c) if d else -e ** f'}
# CHECK-NOT:{{.}}
