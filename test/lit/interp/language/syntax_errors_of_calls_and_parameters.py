for source in (
    'f(a for a in b, c)\n',
    'f(x=1, 2)\n',
    'f(**a, b)\n',
    'f(**a, *b)\n',
    'f(x=1, x=2)\n',
    'f(a b)\n',
    'def f(a, a): pass\n',
    'def f(a=1, b): pass\n',
    'def f(*): pass\n',
    'def f(*a, *b): pass\n',
    'def f(**k, a): pass\n',
    'def f(/, a): pass\n',
    'def f(a, /, b, /): pass\n',
    'def f(*a, /): pass\n',
    'def f((a, b)): pass\n',
    'lambda a=1, b: 0\n',
    'lambda *: 0\n',
    'def f(a=): pass\n',
    'def f(1): pass\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError Generator expression must be parenthesized 1 3 1 15
# CHECK-NEXT:SyntaxError positional argument follows keyword argument 1 9 1 10
# CHECK-NEXT:SyntaxError positional argument follows keyword argument unpacking 1 9 1 10
# CHECK-NEXT:SyntaxError iterable argument unpacking follows keyword argument unpacking 1 3 1 6
# CHECK-NEXT:SyntaxError keyword argument repeated: x 1 8 1 11
# CHECK-NEXT:SyntaxError invalid syntax. Perhaps you forgot a comma? 1 3 1 6
# CHECK-NEXT:SyntaxError duplicate argument 'a' in function definition 1 10 1 11
# CHECK-NEXT:SyntaxError non-default argument follows default argument 1 12 1 13
# CHECK-NEXT:SyntaxError named arguments must follow bare * 1 7 1 8
# CHECK-NEXT:SyntaxError * argument may appear only once 1 11 1 12
# CHECK-NEXT:SyntaxError arguments cannot follow var-keyword argument 1 12 1 13
# CHECK-NEXT:SyntaxError at least one argument must precede / 1 7 1 8
# CHECK-NEXT:SyntaxError / may appear only once 1 16 1 17
# CHECK-NEXT:SyntaxError / must be ahead of * 1 11 1 12
# CHECK-NEXT:SyntaxError Function parameters cannot be parenthesized 1 7 1 13
# CHECK-NEXT:SyntaxError non-default argument follows default argument 1 13 1 14
# CHECK-NEXT:SyntaxError named arguments must follow bare * 1 9 1 10
# CHECK-NEXT:SyntaxError expected default value expression 1 8 1 9
# CHECK-NEXT:SyntaxError invalid syntax 1 7 1 8
# CHECK-NOT:{{.}}
