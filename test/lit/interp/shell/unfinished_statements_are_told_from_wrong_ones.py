import codeop


def tell(source):
    try:
        code = codeop.compile_command(source)
    except SyntaxError as error:
        print(repr(source), "is wrong:", error.msg)
    else:
        print(repr(source), "is whole" if code else "goes on")


for source in ["x = [1,", "f(a,\n", "x = {1:\n", "'''a\n", "if x:", "if x:\n  y", "@d", "x = 1 + \\\n", "class A:\n  def f(self):\n    return (1,\n",
               "x", "x = [1]", "# only a comment", ")", "[)", "x = 1 1\n", "def f(:\n"]:
    tell(source)
for source in ["x = [1,\n", "x = \\\n", "f("]:
    try:
        compile(source, "<here>", "single", codeop.PyCF_ALLOW_INCOMPLETE_INPUT)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'x = [1,' goes on
# CHECK-NEXT:'f(a,\n' goes on
# CHECK-NEXT:'x = {1:\n' goes on
# CHECK-NEXT:"'''a\n" goes on
# CHECK-NEXT:'if x:' goes on
# CHECK-NEXT:'if x:\n  y' goes on
# CHECK-NEXT:'@d' goes on
# CHECK-NEXT:'x = 1 + \\\n' is wrong: incomplete input
# CHECK-NEXT:'class A:\n  def f(self):\n    return (1,\n' goes on
# CHECK-NEXT:'x' is whole
# CHECK-NEXT:'x = [1]' is whole
# CHECK-NEXT:'# only a comment' is whole
# CHECK-NEXT:')' is wrong: unmatched ')'
# CHECK-NEXT:'[)' is wrong: closing parenthesis ')' does not match opening parenthesis '['
# CHECK-NEXT:'x = 1 1\n' is wrong: invalid syntax
# CHECK-NEXT:'def f(:\n' is wrong: invalid syntax
# CHECK-NEXT:incomplete input 1 8
# CHECK-NEXT:incomplete input 1 6
# CHECK-NEXT:incomplete input 1 2
# CHECK-NOT:{{.}}
