for source in (
    'a b\n',
    '(a b)\n',
    '[a, b c]\n',
    '{1: 2, 3}\n',
    '{1:}\n',
    '{1: *a}\n',
    '{**a for a in b}\n',
    '[*a for a in b]\n',
    '[a, b for a, b in c]\n',
    '(*a)\n',
    '(**a)\n',
    'print 1\n',
    'exec x\n',
    'a <> b\n',
    '1 if 2\n',
    'x[\n',
    '(\n',
    ')\n',
    '(]\n',
    'a..b\n',
    'a ? b\n',
    'lambda x y: 0\n',
    'yield x\n',
    'await x\n',
    'async x\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError invalid syntax 1 3 1 4
# CHECK-NEXT:SyntaxError invalid syntax. Perhaps you forgot a comma? 1 2 1 5
# CHECK-NEXT:SyntaxError invalid syntax. Perhaps you forgot a comma? 1 5 1 8
# CHECK-NEXT:SyntaxError ':' expected after dictionary key 1 8 1 0
# CHECK-NEXT:SyntaxError expression expected after dictionary key and ':' 1 3 1 4
# CHECK-NEXT:SyntaxError cannot use a starred expression in a dictionary value 1 5 1 7
# CHECK-NEXT:SyntaxError dict unpacking cannot be used in dict comprehension 1 2 1 4
# CHECK-NEXT:SyntaxError iterable unpacking cannot be used in comprehension 1 2 1 4
# CHECK-NEXT:SyntaxError did you forget parentheses around the comprehension target? 1 2 1 6
# CHECK-NEXT:SyntaxError cannot use starred expression here 1 2 1 4
# CHECK-NEXT:SyntaxError cannot use double starred expression here 1 2 1 4
# CHECK-NEXT:SyntaxError Missing parentheses in call to 'print'. Did you mean print(...)? 1 1 1 8
# CHECK-NEXT:SyntaxError Missing parentheses in call to 'exec'. Did you mean exec(...)? 1 1 1 7
# CHECK-NEXT:SyntaxError invalid syntax 1 3 1 5
# CHECK-NEXT:SyntaxError expected 'else' after 'if' expression 1 1 1 7
# CHECK-NEXT:SyntaxError '[' was never closed 1 2 1 0
# CHECK-NEXT:SyntaxError '(' was never closed 1 1 1 0
# CHECK-NEXT:SyntaxError unmatched ')' 1 1 1 1
# CHECK-NEXT:SyntaxError closing parenthesis ']' does not match opening parenthesis '(' 1 2 1 2
# CHECK-NEXT:SyntaxError invalid syntax 1 3 1 4
# CHECK-NEXT:SyntaxError invalid syntax 1 3 1 4
# CHECK-NEXT:SyntaxError invalid syntax 1 10 1 11
# CHECK-NEXT:SyntaxError 'yield' outside function 1 1 1 8
# CHECK-NEXT:SyntaxError 'await' outside function 1 1 1 8
# CHECK-NEXT:SyntaxError invalid syntax 1 7 1 8
# CHECK-NOT:{{.}}
