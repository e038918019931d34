for source in (
    "f'{}'\n",
    "f'{a b}'\n",
    "f'{a!x}'\n",
    "f'{a'\n",
    "f'}'\n",
    "f'{a:{b:{c}}}'\n",
    "f'{a\\n}'\n",
    "f'{#}'\n",
    "f'{(a}'\n",
    "f'{a)}'\n",
    "f'{*a}'\n",
    "f'{!r}'\n",
    "f'{lambda x: 1}'\n",
    "f'{a = !}'\n",
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError f-string: empty expression not allowed 1 6 1 6
# CHECK-NEXT:SyntaxError f-string: invalid syntax. Perhaps you forgot a comma? 1 2 1 5
# CHECK-NEXT:SyntaxError f-string: invalid conversion character: expected 's', 'r', or 'a' 1 9 1 9
# CHECK-NEXT:SyntaxError f-string: expecting '}' 1 6 1 6
# CHECK-NEXT:SyntaxError f-string: single '}' is not allowed 1 5 1 5
# CHECK-NEXT:SyntaxError f-string: expressions nested too deeply 1 15 1 15
# CHECK-NEXT:SyntaxError f-string expression part cannot include a backslash 1 9 1 9
# CHECK-NEXT:SyntaxError f-string expression part cannot include '#' 1 7 1 7
# CHECK-NEXT:SyntaxError f-string: closing parenthesis '}' does not match opening parenthesis '(' 1 8 1 8
# CHECK-NEXT:SyntaxError f-string: unmatched ')' 1 8 1 8
# CHECK-NEXT:SyntaxError f-string: cannot use starred expression here 1 2 1 4
# CHECK-NEXT:SyntaxError f-string: expression required before '!' 1 8 1 8
# CHECK-NEXT:SyntaxError f-string: invalid syntax 1 10 1 11
# CHECK-NEXT:SyntaxError f-string: invalid conversion character: expected 's', 'r', or 'a' 1 11 1 11
# CHECK-NOT:{{.}}
