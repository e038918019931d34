for source in (
    'try:\n  a\nexcept:\n  b\nexcept A:\n  c\n',
    'try:\n  a\nexcept a, b:\n  c\n',
    'try:\n  a\nexcept* A:\n  return\n',
    'for x in y:\n  try:\n    a\n  except* A:\n    break\n',
    'try:\n  a\nexcept*:\n  b\n',
    'try:\n  a\nexcept A:\n  b\nexcept* B:\n  c\n',
    'match x:\n  case a: pass\n  case b: pass\n',
    'match x:\n  case _: pass\n  case b: pass\n',
    'match x:\n  case a | b: pass\n',
    'match x:\n  case (a, a): pass\n',
    'match x:\n  case [*a, *b]: pass\n',
    'match x:\n  case {1: a, 1: b}: pass\n',
    'match x:\n  case A(b=1, b=2): pass\n',
    'match x:\n  case A(b=1, 2): pass\n',
    'match x:\n  case a.b as _: pass\n',
    'match x:\n  case 1 + 1: pass\n',
    "match x:\n  case f'a': pass\n",
    'match x:\n  case 1 as b.c: pass\n',
    'match x:\n  case (1 as a) | 2: pass\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError default 'except:' must be last 3 1 4 4
# CHECK-NEXT:SyntaxError multiple exception types must be parenthesized 3 8 3 12
# CHECK-NEXT:SyntaxError 'return' outside function 4 3 4 9
# CHECK-NEXT:SyntaxError 'break', 'continue' and 'return' cannot appear in an except* block 5 5 5 10
# CHECK-NEXT:SyntaxError expected one or more exception types 3 8 3 9
# CHECK-NEXT:SyntaxError cannot have both 'except' and 'except*' on the same 'try' 5 1 5 8
# CHECK-NEXT:SyntaxError name capture 'a' makes remaining patterns unreachable 2 8 2 9
# CHECK-NEXT:SyntaxError wildcard makes remaining patterns unreachable 2 8 2 9
# CHECK-NEXT:SyntaxError name capture 'a' makes remaining patterns unreachable 2 8 2 9
# CHECK-NEXT:SyntaxError multiple assignments to name 'a' in pattern 2 12 2 13
# CHECK-NEXT:SyntaxError multiple starred names in sequence pattern 2 8 2 16
# CHECK-NEXT:SyntaxError mapping pattern checks duplicate key (1) 2 8 2 20
# CHECK-NEXT:SyntaxError attribute name repeated in class pattern: b 2 17 2 18
# CHECK-NEXT:SyntaxError positional patterns follow keyword patterns 2 15 2 16
# CHECK-NEXT:SyntaxError cannot use '_' as a target 2 15 2 16
# CHECK-NEXT:SyntaxError imaginary number required in complex literal 2 12 2 13
# CHECK-NEXT:SyntaxError patterns may only match literals and attribute lookups 2 8 2 12
# CHECK-NEXT:SyntaxError invalid syntax 2 14 2 15
# CHECK-NEXT:SyntaxError alternative patterns bind different names 2 19 2 20
# CHECK-NOT:{{.}}
