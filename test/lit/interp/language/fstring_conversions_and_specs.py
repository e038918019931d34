class A:
    def __format__(self, spec): return f"<{spec}>"
    def __repr__(self): return "R\u00e9"
    def __str__(self): return "S"
a = A()
print(f"{a} {a:spec} {a!r} {a!s:>3} {a!a}")
try:
    f"{a!r:d}"
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:<> <spec> Ré   S R\xe9
# CHECK-NEXT:Unknown format code 'd' for object of type 'str'
# CHECK-NOT:{{.}}
