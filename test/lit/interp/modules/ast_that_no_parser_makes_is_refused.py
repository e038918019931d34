import ast


def t(tree, mode="exec"):
    ast.fix_missing_locations(tree)
    try:
        compile(tree, "<t>", mode)
        print("ok")
    except Exception as e:
        print(type(e).__name__, e)


N = lambda: ast.Name("a", ast.Load())
E = lambda e: ast.Module([ast.Expr(e)], [])
t(E(ast.BoolOp(ast.And(), [])))
t(E(ast.BoolOp(ast.And(), [N()])))
t(E(ast.Compare(N(), [], [])))
t(E(ast.Compare(N(), [ast.Lt()], [])))
t(E(ast.Dict([N()], [])))
t(E(ast.ListComp(N(), [])))
t(ast.Module([ast.Delete([])], []))
t(ast.Module([ast.Assign([], N())], []))
t(ast.Module([ast.If(N(), [], [])], []))
t(ast.Module([ast.For(N(), N(), [], [])], []))
t(ast.Module([ast.For(ast.Name("a", ast.Store()), N(), [], [])], []))
t(ast.Module([ast.With([], [ast.Pass()])], []))
t(ast.Module([ast.Try([ast.Pass()], [], [], [])], []))
t(ast.Module([ast.Global([])], []))
t(ast.Module([ast.Import([])], []))
t(E(ast.Name("a", ast.Store())))
t(ast.Module([ast.Assign([ast.Name("a", ast.Load())], N())], []))
t(E(ast.Name("None", ast.Load())))
t(E(ast.Constant(object())))
t(ast.Module([ast.ImportFrom("x", [ast.alias("y")], -1)], []))
t(E(ast.Call(N(), [None], [])))
t(ast.Module([None], []))
t(E(ast.Lambda(ast.arguments([], [], None, [ast.arg("a")], [], None, []), N())))
t(E(ast.Lambda(ast.arguments([], [], None, [], [], None, [N()]), N())))
t(E(ast.Set([])))
t(ast.Module([ast.FunctionDef("f", ast.arguments([], [], None, [], [], None, []), [], [])], []))
t(ast.Module([ast.ClassDef("f", [], [], [], [])], []))
t(E(ast.Starred(N(), ast.Load())))
t(E(ast.Yield(None)))
t(E(ast.Await(N())))
t(ast.Module([ast.Return(N())], []))
t(ast.Module([ast.Break()], []))
t(ast.Module([ast.Match(N(), [])], []))
t(E(ast.JoinedStr([])))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ValueError BoolOp with less than 2 values
# CHECK-NEXT:ValueError BoolOp with less than 2 values
# CHECK-NEXT:ValueError Compare with no comparators
# CHECK-NEXT:ValueError Compare with no comparators
# CHECK-NEXT:ValueError Dict doesn't have the same number of keys as values
# CHECK-NEXT:ValueError comprehension with no generators
# CHECK-NEXT:ValueError empty targets on Delete
# CHECK-NEXT:ValueError empty targets on Assign
# CHECK-NEXT:ValueError empty body on If
# CHECK-NEXT:ValueError expression must have Store context but has Load instead
# CHECK-NEXT:ValueError empty body on For
# CHECK-NEXT:ValueError empty items on With
# CHECK-NEXT:ValueError Try has neither except handlers nor finalbody
# CHECK-NEXT:ValueError empty names on Global
# CHECK-NEXT:ValueError empty names on Import
# CHECK-NEXT:ValueError expression must have Load context but has Store instead
# CHECK-NEXT:ValueError expression must have Store context but has Load instead
# CHECK-NEXT:ValueError identifier field can't represent 'None' constant
# CHECK-NEXT:TypeError got an invalid type in Constant: object
# CHECK-NEXT:ValueError Negative ImportFrom level
# CHECK-NEXT:ValueError None disallowed in expression list
# CHECK-NEXT:ValueError None disallowed in statement list
# CHECK-NEXT:ValueError length of kwonlyargs is not the same as kw_defaults on arguments
# CHECK-NEXT:ValueError more positional defaults than args on arguments
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError empty body on FunctionDef
# CHECK-NEXT:ValueError empty body on ClassDef
# CHECK-NEXT:SyntaxError can't use starred expression here (<t>, line 1)
# CHECK-NEXT:SyntaxError 'yield' outside function (<t>, line 1)
# CHECK-NEXT:SyntaxError 'await' outside function (<t>, line 1)
# CHECK-NEXT:SyntaxError 'return' outside function (<t>, line 1)
# CHECK-NEXT:SyntaxError 'break' outside loop (<t>, line 1)
# CHECK-NEXT:ValueError empty cases on Match
# CHECK-NEXT:ok
# CHECK-NOT:{{.}}
