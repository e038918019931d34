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

# Patterns and positions.
N = lambda n="a", c=ast.Load: ast.Name(n, c())
C = ast.Constant
def m(p): t(ast.Module([ast.Match(N(), [ast.match_case(p, None, [ast.Pass()])])], []))
m(ast.MatchValue(C(None)))
m(ast.MatchValue(C(1)))
m(ast.MatchValue(C(...)))
m(ast.MatchValue(N()))
m(ast.MatchValue(ast.UnaryOp(ast.USub(), C(1))))
m(ast.MatchValue(ast.UnaryOp(ast.UAdd(), C(1))))
m(ast.MatchValue(ast.BinOp(C(1), ast.Add(), C(2j))))
m(ast.MatchSingleton(1))
m(ast.MatchSingleton(None))
m(ast.MatchSequence([ast.MatchStar("x"), ast.MatchStar("_")]))
m(ast.MatchStar("x"))
m(ast.MatchMapping([C(1)], [], None))
m(ast.MatchMapping([C(None)], [ast.MatchAs()], "_"))
m(ast.MatchMapping([C(None)], [ast.MatchAs()], "r"))
m(ast.MatchClass(C(1), [], [], []))
m(ast.MatchClass(ast.Attribute(N(), "b", ast.Load()), [], ["x"], []))
m(ast.MatchAs(ast.MatchAs(), None))
m(ast.MatchAs(ast.MatchAs(), "_"))
m(ast.MatchAs(None, "True"))
m(ast.MatchOr([ast.MatchAs()]))
t(ast.Module([ast.AnnAssign(ast.Attribute(N(), "b", ast.Store()), N(), None, 1)], []))
t(ast.Module([ast.Raise(None, N())], []))
t(ast.Module([ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()])], []))
t(ast.Module([ast.TryStar([ast.Pass()], [], [], [])], []))
t(ast.Module([ast.Try([ast.Pass()], [ast.ExceptHandler(N(), "e", [])], [], [])], []))
t(ast.Module([ast.Assign([C(1)], N())], []))
t(ast.Module([ast.Assign([ast.Tuple([N()], ast.Store())], N())], []))
t(ast.Module([ast.Assign([ast.Starred(N("a", ast.Store), ast.Store())], N())], []))
t(ast.Module([ast.Assign([ast.BinOp(N(), ast.Add(), N())], N())], []))
t(ast.Module([ast.Expr(ast.NamedExpr(N(), N()))], []))
t(ast.Module([ast.Nonlocal([])], []))
t(ast.Module([ast.Expr(C((1, [2])))], []))
t(ast.Module([ast.Expr(C((1, (2, frozenset([3])))))], []))
t(ast.Expression(ast.Compare(N(), [ast.Lt()], [N(), N()])), "eval")
p = ast.parse("a + b")
p.body[0].value.left.lineno = 5
t(p)
p = ast.parse("a + b")
p.body[0].value.col_offset = 50
t(p)
p = ast.parse("a + b")
p.body[0].value.col_offset = -3
t(p)
p = ast.parse("a + b")
p.body[0].value.lineno = -3
t(p)

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
# CHECK-NEXT:ValueError unexpected constant inside of a literal pattern
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError unexpected constant inside of a literal pattern
# CHECK-NEXT:ValueError patterns may only match literals and attribute lookups
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError patterns may only match literals and attribute lookups
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError MatchSingleton can only contain True, False and None
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError can't capture name '_' in patterns
# CHECK-NEXT:ValueError can't use MatchStar here
# CHECK-NEXT:ValueError MatchMapping doesn't have the same number of keys as patterns
# CHECK-NEXT:ValueError can't capture name '_' in patterns
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError MatchClass cls field can only contain Name or Attribute nodes.
# CHECK-NEXT:ValueError MatchClass doesn't have the same number of keyword attributes as patterns
# CHECK-NEXT:ValueError MatchAs must specify a target name if a pattern is given
# CHECK-NEXT:ValueError can't capture name '_' in patterns
# CHECK-NEXT:ValueError identifier field can't represent 'True' constant
# CHECK-NEXT:ValueError MatchOr requires at least 2 patterns
# CHECK-NEXT:TypeError AnnAssign with simple non-Name target
# CHECK-NEXT:ValueError Raise with cause but no exception
# CHECK-NEXT:ValueError Try has orelse but no except handlers
# CHECK-NEXT:ValueError TryStar has neither except handlers nor finalbody
# CHECK-NEXT:ValueError empty body on ExceptHandler
# CHECK-NEXT:ValueError expression which can't be assigned to in Store context
# CHECK-NEXT:ValueError expression must have Store context but has Load instead
# CHECK-NEXT:SyntaxError starred assignment target must be in a list or tuple (<t>, line 1)
# CHECK-NEXT:ValueError expression which can't be assigned to in Store context
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError empty names on Nonlocal
# CHECK-NEXT:TypeError got an invalid type in Constant: list
# CHECK-NEXT:ok
# CHECK-NEXT:ValueError Compare has a different number of comparators and operands
# CHECK-NEXT:ValueError AST node line range (5, 1) is not valid
# CHECK-NEXT:ValueError line 1, column 50-5 is not a valid range
# CHECK-NEXT:ValueError AST node column range (-3, 5) for line range (1, 1) is not valid
# CHECK-NEXT:ValueError AST node column range (0, 5) for line range (-3, 1) is not valid
# CHECK-NOT:{{.}}
