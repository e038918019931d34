class A: pass
for f in (lambda: delattr(A(), 'x'), lambda: delattr(A, 'x'), lambda: type(1, 2), lambda: enumerate(), lambda: property(1, 2, 3, 4, 5)):
    try: f()
    except (AttributeError, TypeError) as e: print(e)
class R:
    def __getitem__(self, i): return i
try: reversed(R())
except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'A' object has no attribute 'x'
# CHECK-NEXT:type object 'A' has no attribute 'x'
# CHECK-NEXT:type() takes 1 or 3 arguments
# CHECK-NEXT:enumerate() missing required argument 'iterable'
# CHECK-NEXT:property() takes at most 4 arguments (5 given)
# CHECK-NEXT:object of type 'R' has no len()
# CHECK-NOT:{{.}}
