for source in (
    'if a b: pass\n',
    'while x\n  y\n',
    'for x in y\n  z\n',
    'def f()\n  x\n',
    'class A\n  x\n',
    'try:\n  x\ny\n',
    'else: x\n',
    'return\n',
    'break\n',
    'continue\n',
    'import a.b as c.d\n',
    'from a import b,\n',
    'raise x from\n',
    'del f()\n',
    'assert\n',
    'global a.b\n',
    'with a as f(): pass\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError invalid syntax 1 6 1 7
# CHECK-NEXT:SyntaxError expected ':' 1 8 1 8
# CHECK-NEXT:SyntaxError expected ':' 1 11 1 11
# CHECK-NEXT:SyntaxError expected ':' 1 8 1 8
# CHECK-NEXT:SyntaxError expected ':' 1 8 1 8
# CHECK-NEXT:SyntaxError expected 'except' or 'finally' block 3 1 3 2
# CHECK-NEXT:SyntaxError invalid syntax 1 1 1 5
# CHECK-NEXT:SyntaxError 'return' outside function 1 1 1 7
# CHECK-NEXT:SyntaxError 'break' outside loop 1 1 1 6
# CHECK-NEXT:SyntaxError 'continue' not properly in loop 1 1 1 9
# CHECK-NEXT:SyntaxError invalid syntax 1 16 1 17
# CHECK-NEXT:SyntaxError trailing comma not allowed without surrounding parentheses 1 17 1 17
# CHECK-NEXT:SyntaxError invalid syntax 1 13 1 13
# CHECK-NEXT:SyntaxError cannot delete function call 1 5 1 8
# CHECK-NEXT:SyntaxError invalid syntax 1 7 1 7
# CHECK-NEXT:SyntaxError invalid syntax 1 9 1 10
# CHECK-NEXT:SyntaxError cannot assign to function call 1 11 1 14
# CHECK-NOT:{{.}}
