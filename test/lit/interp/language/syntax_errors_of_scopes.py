for source in (
    'def f(a):\n  global a\n',
    'def f():\n  x = 1\n  global x\n',
    'def f():\n  x\n  global x\n',
    'nonlocal x\n',
    'def f():\n  nonlocal x\n',
    'def f():\n  global x\n  nonlocal x\n',
    'def f():\n  from a import *\n',
    'class A:\n  [x := 1 for y in z]\n',
    '[x := 1 for x in y]\n',
    '[y for x in (y := z)]\n',
    'def f():\n  x: int = 1\n  global x\n',
    'def f():\n  global x\n  x: int\n',
    'async def f():\n  yield 1\n  return 2\n',
    'async def f():\n  yield from x\n',
    'def f():\n  async with a: pass\n',
    'def f():\n  async for a in b: pass\n',
    'def f():\n  await x\n',
    'def f():\n  [x async for x in y]\n',
    '[(yield) for x in y]\n',
    'class A:\n  yield\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError name 'a' is parameter and global 2 3 2 11
# CHECK-NEXT:SyntaxError name 'x' is assigned to before global declaration 3 3 3 11
# CHECK-NEXT:SyntaxError name 'x' is used prior to global declaration 3 3 3 11
# CHECK-NEXT:SyntaxError nonlocal declaration not allowed at module level 1 1 1 11
# CHECK-NEXT:SyntaxError no binding for nonlocal 'x' found 2 3 2 13
# CHECK-NEXT:SyntaxError name 'x' is nonlocal and global 2 3 2 11
# CHECK-NEXT:SyntaxError import * only allowed at module level 2 17 2 18
# CHECK-NEXT:SyntaxError assignment expression within a comprehension cannot be used in a class body 2 4 2 5
# CHECK-NEXT:SyntaxError assignment expression cannot rebind comprehension iteration variable 'x' 1 2 1 3
# CHECK-NEXT:SyntaxError assignment expression cannot be used in a comprehension iterable expression 1 14 1 20
# CHECK-NEXT:SyntaxError annotated name 'x' can't be global 3 3 3 11
# CHECK-NEXT:SyntaxError annotated name 'x' can't be global 3 3 3 9
# CHECK-NEXT:SyntaxError 'return' with value in async generator 3 3 3 11
# CHECK-NEXT:SyntaxError 'yield from' inside async function 2 3 2 15
# CHECK-NEXT:SyntaxError 'async with' outside async function 2 3 2 21
# CHECK-NEXT:SyntaxError 'async for' outside async function 2 3 2 25
# CHECK-NEXT:SyntaxError 'await' outside async function 2 3 2 10
# CHECK-NEXT:SyntaxError asynchronous comprehension outside of an asynchronous function 2 3 2 23
# CHECK-NEXT:SyntaxError 'yield' inside list comprehension 1 3 1 8
# CHECK-NEXT:SyntaxError 'yield' outside function 2 3 2 8
# CHECK-NOT:{{.}}
