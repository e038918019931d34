for source in (
    '  x\n',
    'if 1:\nx\n',
    'if 1:\n  x\n y\n',
    'if 1:\n\tx\n        y\n',
    'def f():\nx\n',
    'for x in y:\nz\n',
    'while 1:\nx\n',
    'class A:\nx\n',
    'try:\nx\n',
    'with a:\nb\n',
    'if 1:\n  x\nelse:\ny\n',
    'try:\n  a\nexcept A:\nb\n',
    'try:\n  a\nfinally:\nb\n',
    'match x:\ncase 1: pass\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:IndentationError unexpected indent 1 2 1 -1
# CHECK-NEXT:IndentationError expected an indented block after 'if' statement on line 1 2 1 2 2
# CHECK-NEXT:IndentationError unindent does not match any outer indentation level 3 3 3 -1
# CHECK-NEXT:TabError inconsistent use of tabs and spaces in indentation 3 1 3 0
# CHECK-NEXT:IndentationError expected an indented block after function definition on line 1 2 1 2 2
# CHECK-NEXT:IndentationError expected an indented block after 'for' statement on line 1 2 1 2 2
# CHECK-NEXT:IndentationError expected an indented block after 'while' statement on line 1 2 1 2 2
# CHECK-NEXT:IndentationError expected an indented block after class definition on line 1 2 1 2 2
# CHECK-NEXT:IndentationError expected an indented block after 'try' statement on line 1 2 1 2 2
# CHECK-NEXT:IndentationError expected an indented block after 'with' statement on line 1 2 1 2 2
# CHECK-NEXT:IndentationError expected an indented block after 'else' statement on line 3 4 1 4 2
# CHECK-NEXT:IndentationError expected an indented block after 'except' statement on line 3 4 1 4 2
# CHECK-NEXT:IndentationError expected an indented block after 'finally' statement on line 3 4 1 4 2
# CHECK-NEXT:IndentationError expected an indented block after 'match' statement on line 1 2 1 2 5
# CHECK-NOT:{{.}}
