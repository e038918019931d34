def f(): ...
class A: ...
print(f(), ..., Ellipsis is ..., A.__name__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:None Ellipsis True A
# CHECK-NOT:{{.}}
