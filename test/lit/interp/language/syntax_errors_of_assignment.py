for source in (
    '1 = x\n',
    'f() = x\n',
    'a + b = c\n',
    'None = 1\n',
    'a, 1 = x\n',
    '[a, f()] = x\n',
    'x + 1 += 2\n',
    '(a, b) += 1\n',
    'a = yield = 1\n',
    '(x for x in y) = 1\n',
    'not x = 1\n',
    'a if b else c = 1\n',
    'x: int: y\n',
    '(a, b): int\n',
    'f(): int\n',
    '*a = 1\n',
    '*a, *b = c\n',
    'x = *y\n',
    'if x = 1: pass\n',
    'f(a.b=1)\n',
    'f(True=1)\n',
    '__debug__ = 1\n',
    '(a.b := 1)\n',
    'a := 1\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError cannot assign to literal here. Maybe you meant '==' instead of '='? 1 1 1 2
# CHECK-NEXT:SyntaxError cannot assign to function call here. Maybe you meant '==' instead of '='? 1 1 1 4
# CHECK-NEXT:SyntaxError cannot assign to expression here. Maybe you meant '==' instead of '='? 1 1 1 6
# CHECK-NEXT:SyntaxError cannot assign to None 1 1 1 5
# CHECK-NEXT:SyntaxError cannot assign to literal here. Maybe you meant '==' instead of '='? 1 4 1 5
# CHECK-NEXT:SyntaxError cannot assign to function call 1 5 1 8
# CHECK-NEXT:SyntaxError 'expression' is an illegal expression for augmented assignment 1 1 1 6
# CHECK-NEXT:SyntaxError 'tuple' is an illegal expression for augmented assignment 1 1 1 7
# CHECK-NEXT:SyntaxError assignment to yield expression not possible 1 5 1 10
# CHECK-NEXT:SyntaxError cannot assign to generator expression 1 1 1 15
# CHECK-NEXT:SyntaxError cannot assign to expression 1 1 1 6
# CHECK-NEXT:SyntaxError cannot assign to conditional expression 1 1 1 14
# CHECK-NEXT:SyntaxError invalid syntax 1 7 1 8
# CHECK-NEXT:SyntaxError only single target (not tuple) can be annotated 1 1 1 7
# CHECK-NEXT:SyntaxError illegal target for annotation 1 1 1 4
# CHECK-NEXT:SyntaxError starred assignment target must be in a list or tuple 1 1 1 3
# CHECK-NEXT:SyntaxError multiple starred expressions in assignment 1 1 1 7
# CHECK-NEXT:SyntaxError can't use starred expression here 1 5 1 7
# CHECK-NEXT:SyntaxError invalid syntax. Maybe you meant '==' or ':=' instead of '='? 1 4 1 9
# CHECK-NEXT:SyntaxError expression cannot contain assignment, perhaps you meant "=="? 1 3 1 7
# CHECK-NEXT:SyntaxError cannot assign to True 1 3 1 8
# CHECK-NEXT:SyntaxError cannot assign to __debug__ 1 1 1 10
# CHECK-NEXT:SyntaxError cannot use assignment expressions with attribute 1 2 1 5
# CHECK-NEXT:SyntaxError invalid syntax 1 3 1 5
# CHECK-NOT:{{.}}
