def p(x):
    print("eval", x)
    return x
a: p("a") = 1
b: p("b")
class C:
    c: p("c") = 2
    d: int
def f():
    e: p("never") = 3
    g: p("never")
    return e
print(__annotations__, C.__annotations__, f())
try:
    b
except NameError as e:
    print(e)
(x): p("x") = 4
C.y: p("y") = 5

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:eval a
# CHECK-NEXT:eval b
# CHECK-NEXT:eval c
# CHECK-NEXT:{'a': 'a', 'b': 'b'} {'c': 'c', 'd': <class 'int'>} 3
# CHECK-NEXT:name 'b' is not defined
# CHECK-NEXT:eval x
# CHECK-NEXT:eval y
# CHECK-NOT:{{.}}
