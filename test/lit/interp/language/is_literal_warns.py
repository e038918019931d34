import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    compile("x is 1", "f", "eval")
    compile("assert (1, 2)", "f", "exec")
    compile("(1)(2)", "f", "eval")
    compile("[1][2, 3]; 'a'(1)", "f", "exec")
    compile("'\\d'", "f", "eval")
for x in w: print(x.category.__name__, x.message)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxWarning "is" with a literal. Did you mean "=="?
# CHECK-NEXT:SyntaxWarning assertion is always true, perhaps remove parentheses?
# CHECK-NEXT:SyntaxWarning 'int' object is not callable; perhaps you missed a comma?
# CHECK-NEXT:SyntaxWarning list indices must be integers or slices, not tuple; perhaps you missed a comma?
# CHECK-NEXT:SyntaxWarning 'str' object is not callable; perhaps you missed a comma?
# CHECK-NEXT:DeprecationWarning invalid escape sequence '\d'
# CHECK-NOT:{{.}}
