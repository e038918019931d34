f = lambda x: [1 / y for y in x]
print(max((f(z) for z in [[1], [0]]), key=len))

# RUN: not %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line 2, in <module>
# CHECK-NEXT:    print(max((f(z) for z in {{\[\[}}1], [0]]), key=len))
# CHECK-NEXT:          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# CHECK-NEXT:  File "{{.*}}", line 2, in <genexpr>
# CHECK-NEXT:    print(max((f(z) for z in {{\[\[}}1], [0]]), key=len))
# CHECK-NEXT:               ^^^^
# CHECK-NEXT:  File "{{.*}}", line 1, in <lambda>
# CHECK-NEXT:    f = lambda x: [1 / y for y in x]
# CHECK-NEXT:                  ^^^^^^^^^^^^^^^^^^
# CHECK-NEXT:  File "{{.*}}", line 1, in <listcomp>
# CHECK-NEXT:    f = lambda x: [1 / y for y in x]
# CHECK-NEXT:                   ~~^~~
# CHECK-NEXT:ZeroDivisionError: division by zero
# CHECK-NOT:{{.}}
