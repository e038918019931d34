from functools import singledispatch, cached_property, total_ordering
@singledispatch
def f(x): return "object"
@f.register
def _(x: int): return "int"
class A:
    @cached_property
    def v(self):
        print("once")
        return 1
a = A()
print(f(1), f(""), a.v, a.v)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:once
# CHECK-NEXT:int object 1 1
# CHECK-NOT:{{.}}
