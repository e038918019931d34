x, w = 3.14159, 10
print(f"{x:.2f} {x:>{w}.1f}| {x!r:>{w}}")
print(f"{{}} {'a' 'b'} {1 + 1} { {'k': 1}['k'] }")
print(f"{x=:.1f} {w = } {w=!s}")
print(f"{'x':*^{w}}" "plain" rf"\n{1}")
print(f"{(lambda y: y * 2)(4)} {[i for i in range(2)]}")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3.14        3.1|    3.14159
# CHECK-NEXT:{} ab 2 1
# CHECK-NEXT:x=3.1 w = 10 w=10
# CHECK-NEXT:****x*****plain\n1
# CHECK-NEXT:8 [0, 1]
# CHECK-NOT:{{.}}
