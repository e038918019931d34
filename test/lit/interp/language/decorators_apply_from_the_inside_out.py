def tag(name):
    print("make", name)
    def deco(f):
        print("apply", name)
        return lambda: name + f()
    return deco
@tag("a")
@tag("b")
def f(): return "f"
print(f())
@str
class C: pass
print(C)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:make a
# CHECK-NEXT:make b
# CHECK-NEXT:apply b
# CHECK-NEXT:apply a
# CHECK-NEXT:abf
# CHECK-NEXT:<class '__main__.C'>
# CHECK-NOT:{{.}}
