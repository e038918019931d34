import ast
print(ast.dump(ast.parse('x = 1 + f(a, *b)')))
print(ast.literal_eval('{1: (2, [3.5, None])}'))
print(ast.unparse(ast.parse('def f(a, *, b=1): return a if b else [x for x in y]')))
t = ast.parse('print(1 + 2)'); exec(compile(t, 'f', 'exec'))
try: compile(ast.Module([ast.Pass()], []), 'f', 'exec')
except TypeError as e: print(e)
try: compile(1, 'f', 'exec')
except TypeError as e: print(e)
print(ast.Name('x', ctx=ast.Load())._fields, ast.BinOp._attributes, isinstance(ast.parse('1').body[0], ast.stmt))
class T(ast.NodeTransformer):
    def visit_Name(self, n): return ast.copy_location(ast.Constant(5), n)
print(eval(compile(ast.fix_missing_locations(T().visit(ast.parse('a + b', mode='eval'))), 'f', 'eval')))
try: ast.literal_eval('f()')
except ValueError as e: print(str(e)[:25])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=BinOp(left=Constant(value=1), op=Add(), right=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], keywords=[])))], type_ignores=[])
# CHECK-NEXT:{1: (2, [3.5, None])}
# CHECK-NEXT:def f(a, *, b=1):
# CHECK-NEXT:    return a if b else [x for x in y]
# CHECK-NEXT:3
# CHECK-NEXT:required field "lineno" missing from stmt
# CHECK-NEXT:compile() arg 1 must be a string, bytes or AST object
# CHECK-NEXT:('id', 'ctx') ('lineno', 'col_offset', 'end_lineno', 'end_col_offset') True
# CHECK-NEXT:10
# CHECK-NEXT:malformed node or string 
# CHECK-NOT:{{.}}
