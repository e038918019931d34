import ast


def t(tree, mode="exec"):
    ast.fix_missing_locations(tree)
    try:
        compile(tree, "<t>", mode)
        print("ok")
    except Exception as e:
        print(type(e).__name__, e)


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
# CHECK:ValueError unexpected constant inside of a literal pattern
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
