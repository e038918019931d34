g = {"x": 1}
exec("y = x + 1\nglobal z\nz = 5", g)
print(g["y"], g["z"])
l = {}
exec("a = 1\nb = a + x", {"x": 10}, l)
print(l)
print(eval("x * 2", {"x": 4}), eval(" 1 + 1 "))
def f():
    v = 7
    return eval("v")
print(f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2 5
# CHECK-NEXT:{'a': 1, 'b': 11}
# CHECK-NEXT:8 2
# CHECK-NEXT:7
# CHECK-NOT:{{.}}
