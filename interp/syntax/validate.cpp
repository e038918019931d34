// See validate.h. The walk stops at the first error.
#include "syntax/validate.h"

namespace pystm::ast {

namespace {

using std::to_string;

class TreeValidator {
public:
  TreeError error;

  void module(ModNode *node) {
    if (auto *m = dynCast<Module>(node))
      return statements(m->body);
    if (auto *m = dynCast<Interactive>(node))
      return statements(m->body);
    if (auto *m = dynCast<Expression>(node))
      return expression(m->body);
    auto *type = cast<FunctionType>(node);
    expressions(type->argtypes);
    expression(type->returns);
  }

private:
  bool failed() const { return !error.message.empty(); }
  void fail(std::string message) {
    if (!failed())
      error.message = std::move(message);
  }
  void require(bool condition, const char *message) {
    if (!condition)
      fail(message);
  }

  void position(const Position &at) {
    std::string lines = "(" + to_string(at.line) + ", " + to_string(at.end_line) + ")";
    if (at.line > at.end_line)
      return fail("AST node line range " + lines + " is not valid");
    if ((at.line < 0 && at.end_line != at.line) || (at.column < 0 && at.column != at.end_column))
      return fail("AST node column range (" + to_string(at.column) + ", " + to_string(at.end_column) + ") for line range " + lines + " is not valid");
    if (at.line == at.end_line && at.column > at.end_column)
      fail("line " + to_string(at.line) + ", column " + to_string(at.column) + "-" + to_string(at.end_column) + " is not a valid range");
  }

  template <class T> void nonEmpty(const Sequence<T> &list, const char *what, Node *owner) {
    if (list.empty())
      fail(std::string("empty ") + what + " on " + nodeName(owner->kind));
  }
  void name(Identifier name) {
    if (!name)
      return;
    std::string_view text = name->text;
    if (text == "None" || text == "True" || text == "False")
      fail("identifier field can't represent '" + std::string(text) + "' constant");
  }
  void capture(Identifier captured) {
    if (captured && captured->text == "_")
      fail("can't capture name '_' in patterns");
    name(captured);
  }

  void expressions(const ExprList &list, Context context = Context::kLoad, bool may_lack = false) {
    for (ExprNode *node : list) {
      if (node)
        expression(node, context);
      else if (!may_lack)
        fail("None disallowed in expression list");
    }
  }
  void statements(const StmtList &list) {
    for (StmtNode *node : list) {
      if (!node)
        fail("None disallowed in statement list");
      if (failed())
        return;
      statement(node);
    }
  }
  void body(const StmtList &list, Node *owner) {
    nonEmpty(list, "body", owner);
    statements(list);
  }
  void targets(const ExprList &list, Context context, Node *owner) {
    nonEmpty(list, "targets", owner);
    expressions(list, context);
  }
  void keywords(const KeywordList &list) {
    for (keyword *k : list)
      expression(k->value);
  }
  void comprehensions(const ComprehensionList &list) {
    require(!list.empty(), "comprehension with no generators");
    for (comprehension *c : list) {
      expression(c->target, Context::kStore);
      expression(c->iter);
      expressions(c->ifs);
    }
  }
  void parameter(arg *parameter) {
    if (!parameter)
      return;
    position(parameter->position);
    optional(parameter->annotation);
  }
  void parameters(arguments *all) {
    for (const ArgList *list : {&all->posonlyargs, &all->args})
      for (arg *each : *list)
        parameter(each);
    parameter(all->vararg);
    for (arg *each : all->kwonlyargs)
      parameter(each);
    parameter(all->kwarg);
    require(all->defaults.size <= all->posonlyargs.size + all->args.size, "more positional defaults than args on arguments");
    require(all->kw_defaults.size == all->kwonlyargs.size, "length of kwonlyargs is not the same as kw_defaults on arguments");
    expressions(all->defaults);
    expressions(all->kw_defaults, Context::kLoad, true);
  }

  void optional(ExprNode *node, Context context = Context::kLoad) {
    if (node)
      expression(node, context);
  }
  // Of an expression that may be assigned to.
  void context(Context actual, Context wanted) {
    if (actual != wanted)
      fail(std::string("expression must have ") + operatorName(wanted) + " context but has " + operatorName(actual) + " instead");
  }
  void expression(ExprNode *node, Context wanted = Context::kLoad);
  void statement(StmtNode *node);
  void function(StmtNode *node, arguments *parameters, const StmtList &body, const ExprList &decorators, ExprNode *returns);
  void tried(StmtNode *node, const StmtList &body, const HandlerList &handlers, const StmtList &orelse, const StmtList &finalbody);
  void loop(StmtNode *node, ExprNode *target, ExprNode *iterable, const StmtList &body, const StmtList &orelse);
  void managers(StmtNode *node, const WithItemList &items, const StmtList &body);

  void patterns(const PatternList &list, bool star) {
    for (PatternNode *node : list)
      pattern(node, star);
  }
  void pattern(PatternNode *node, bool star);
  void matched(ExprNode *value);
};

void TreeValidator::expression(ExprNode *node, Context wanted) {
  if (failed())
    return;
  position(node->position);
  switch (node->kind) {
  case NodeKind::kAttribute:
    context(cast<Attribute>(node)->ctx, wanted);
    return expression(cast<Attribute>(node)->value);
  case NodeKind::kSubscript:
    context(cast<Subscript>(node)->ctx, wanted);
    expression(cast<Subscript>(node)->slice);
    return expression(cast<Subscript>(node)->value);
  case NodeKind::kStarred:
    context(cast<Starred>(node)->ctx, wanted);
    return expression(cast<Starred>(node)->value, wanted);
  case NodeKind::kName:
    name(cast<Name>(node)->id);
    return context(cast<Name>(node)->ctx, wanted);
  case NodeKind::kList:
    context(cast<List>(node)->ctx, wanted);
    return expressions(cast<List>(node)->elts, wanted);
  case NodeKind::kTuple:
    context(cast<Tuple>(node)->ctx, wanted);
    return expressions(cast<Tuple>(node)->elts, wanted);
  default:
    break;
  }
  if (wanted != Context::kLoad)
    return fail(std::string("expression which can't be assigned to in ") + operatorName(wanted) + " context");
  switch (node->kind) {
  case NodeKind::kBoolOp:
    require(cast<BoolOp>(node)->values.size >= 2, "BoolOp with less than 2 values");
    return expressions(cast<BoolOp>(node)->values);
  case NodeKind::kNamedExpr:
    if (ExprNode *target = cast<NamedExpr>(node)->target; target->kind != NodeKind::kName)
      expression(target, Context::kStore);
    return expression(cast<NamedExpr>(node)->value);
  case NodeKind::kBinOp:
    expression(cast<BinOp>(node)->left);
    return expression(cast<BinOp>(node)->right);
  case NodeKind::kUnaryOp:
    return expression(cast<UnaryOp>(node)->operand);
  case NodeKind::kLambda:
    parameters(cast<Lambda>(node)->args);
    return expression(cast<Lambda>(node)->body);
  case NodeKind::kIfExp:
    expression(cast<IfExp>(node)->test);
    expression(cast<IfExp>(node)->body);
    return expression(cast<IfExp>(node)->orelse);
  case NodeKind::kDict:
    require(cast<Dict>(node)->keys.size == cast<Dict>(node)->values.size, "Dict doesn't have the same number of keys as values");
    expressions(cast<Dict>(node)->keys, Context::kLoad, true);
    return expressions(cast<Dict>(node)->values);
  case NodeKind::kSet:
    return expressions(cast<Set>(node)->elts);
  case NodeKind::kListComp:
    comprehensions(cast<ListComp>(node)->generators);
    return expression(cast<ListComp>(node)->elt);
  case NodeKind::kSetComp:
    comprehensions(cast<SetComp>(node)->generators);
    return expression(cast<SetComp>(node)->elt);
  case NodeKind::kGeneratorExp:
    comprehensions(cast<GeneratorExp>(node)->generators);
    return expression(cast<GeneratorExp>(node)->elt);
  case NodeKind::kDictComp:
    comprehensions(cast<DictComp>(node)->generators);
    expression(cast<DictComp>(node)->key);
    return expression(cast<DictComp>(node)->value);
  case NodeKind::kAwait:
    return expression(cast<Await>(node)->value);
  case NodeKind::kYield:
    return optional(cast<Yield>(node)->value);
  case NodeKind::kYieldFrom:
    return expression(cast<YieldFrom>(node)->value);
  case NodeKind::kCompare:
    require(!cast<Compare>(node)->comparators.empty(), "Compare with no comparators");
    require(cast<Compare>(node)->comparators.size == cast<Compare>(node)->ops.size, "Compare has a different number of comparators and operands");
    expressions(cast<Compare>(node)->comparators);
    return expression(cast<Compare>(node)->left);
  case NodeKind::kCall:
    expression(cast<Call>(node)->func);
    expressions(cast<Call>(node)->args);
    return keywords(cast<Call>(node)->keywords);
  case NodeKind::kFormattedValue:
    expression(cast<FormattedValue>(node)->value);
    return optional(cast<FormattedValue>(node)->format_spec);
  case NodeKind::kJoinedStr:
    return expressions(cast<JoinedStr>(node)->values);
  case NodeKind::kSlice:
    optional(cast<Slice>(node)->lower);
    optional(cast<Slice>(node)->upper);
    return optional(cast<Slice>(node)->step);
  default:
    return;
  }
}

void TreeValidator::function(StmtNode *node, arguments *all, const StmtList &statements, const ExprList &decorators, ExprNode *returns) {
  body(statements, node);
  parameters(all);
  expressions(decorators);
  optional(returns);
}

void TreeValidator::loop(StmtNode *node, ExprNode *target, ExprNode *iterable, const StmtList &repeated, const StmtList &orelse) {
  expression(target, Context::kStore);
  expression(iterable);
  body(repeated, node);
  statements(orelse);
}

void TreeValidator::managers(StmtNode *node, const WithItemList &items, const StmtList &managed) {
  nonEmpty(items, "items", node);
  for (withitem *item : items) {
    expression(item->context_expr);
    optional(item->optional_vars, Context::kStore);
  }
  body(managed, node);
}

void TreeValidator::tried(StmtNode *node, const StmtList &guarded, const HandlerList &handlers, const StmtList &orelse, const StmtList &finalbody) {
  std::string kind = nodeName(node->kind);
  body(guarded, node);
  if (handlers.empty() && finalbody.empty())
    fail(kind + " has neither except handlers nor finalbody");
  if (handlers.empty() && !orelse.empty())
    fail(kind + " has orelse but no except handlers");
  for (ExceptHandler *handler : handlers) {
    position(handler->position);
    optional(handler->type);
    body(handler->body, handler);
  }
  statements(finalbody);
  statements(orelse);
}

void TreeValidator::statement(StmtNode *node) {
  position(node->position);
  switch (node->kind) {
  case NodeKind::kFunctionDef: {
    auto *f = cast<FunctionDef>(node);
    return function(f, f->args, f->body, f->decorator_list, f->returns);
  }
  case NodeKind::kAsyncFunctionDef: {
    auto *f = cast<AsyncFunctionDef>(node);
    return function(f, f->args, f->body, f->decorator_list, f->returns);
  }
  case NodeKind::kClassDef: {
    auto *c = cast<ClassDef>(node);
    body(c->body, c);
    expressions(c->bases);
    keywords(c->keywords);
    return expressions(c->decorator_list);
  }
  case NodeKind::kReturn:
    return optional(cast<Return>(node)->value);
  case NodeKind::kDelete:
    return targets(cast<Delete>(node)->targets, Context::kDel, node);
  case NodeKind::kAssign:
    targets(cast<Assign>(node)->targets, Context::kStore, node);
    return expression(cast<Assign>(node)->value);
  case NodeKind::kAugAssign:
    expression(cast<AugAssign>(node)->target, Context::kStore);
    return expression(cast<AugAssign>(node)->value);
  case NodeKind::kAnnAssign: {
    auto *a = cast<AnnAssign>(node);
    if (a->simple && a->target->kind != NodeKind::kName && !failed()) {
      error.is_type_error = true;
      fail("AnnAssign with simple non-Name target");
    }
    expression(a->target, Context::kStore);
    optional(a->value);
    return expression(a->annotation);
  }
  case NodeKind::kFor: {
    auto *f = cast<For>(node);
    return loop(f, f->target, f->iter, f->body, f->orelse);
  }
  case NodeKind::kAsyncFor: {
    auto *f = cast<AsyncFor>(node);
    return loop(f, f->target, f->iter, f->body, f->orelse);
  }
  case NodeKind::kWhile:
    expression(cast<While>(node)->test);
    body(cast<While>(node)->body, node);
    return statements(cast<While>(node)->orelse);
  case NodeKind::kIf:
    expression(cast<If>(node)->test);
    body(cast<If>(node)->body, node);
    return statements(cast<If>(node)->orelse);
  case NodeKind::kWith:
    return managers(node, cast<With>(node)->items, cast<With>(node)->body);
  case NodeKind::kAsyncWith:
    return managers(node, cast<AsyncWith>(node)->items, cast<AsyncWith>(node)->body);
  case NodeKind::kMatch:
    expression(cast<Match>(node)->subject);
    nonEmpty(cast<Match>(node)->cases, "cases", node);
    for (match_case *each : cast<Match>(node)->cases) {
      pattern(each->pattern, false);
      optional(each->guard);
      body(each->body, each);
    }
    return;
  case NodeKind::kRaise:
    if (cast<Raise>(node)->exc)
      expression(cast<Raise>(node)->exc);
    else
      require(!cast<Raise>(node)->cause, "Raise with cause but no exception");
    return optional(cast<Raise>(node)->cause);
  case NodeKind::kTry: {
    auto *t = cast<Try>(node);
    return tried(t, t->body, t->handlers, t->orelse, t->finalbody);
  }
  case NodeKind::kTryStar: {
    auto *t = cast<TryStar>(node);
    return tried(t, t->body, t->handlers, t->orelse, t->finalbody);
  }
  case NodeKind::kAssert:
    expression(cast<Assert>(node)->test);
    return optional(cast<Assert>(node)->msg);
  case NodeKind::kImport:
    return nonEmpty(cast<Import>(node)->names, "names", node);
  case NodeKind::kImportFrom:
    require(cast<ImportFrom>(node)->level >= 0, "Negative ImportFrom level");
    return nonEmpty(cast<ImportFrom>(node)->names, "names", node);
  case NodeKind::kGlobal:
    return nonEmpty(cast<Global>(node)->names, "names", node);
  case NodeKind::kNonlocal:
    return nonEmpty(cast<Nonlocal>(node)->names, "names", node);
  case NodeKind::kExpr:
    return expression(cast<Expr>(node)->value);
  default:
    return;
  }
}

// What a pattern compares with: literals, also negative and complex ones, and attributes.
void TreeValidator::matched(ExprNode *value) {
  expression(value);
  switch (value->kind) {
  case NodeKind::kConstant: {
    auto kind = cast<Constant>(value)->value.kind;
    using Kind = ConstantValue::Kind;
    return require(kind != Kind::kNone && kind != Kind::kTrue && kind != Kind::kFalse && kind != Kind::kEllipsis,
                   "unexpected constant inside of a literal pattern");
  }
  case NodeKind::kAttribute:
  case NodeKind::kJoinedStr:
    return;
  case NodeKind::kUnaryOp: {
    auto *negative = cast<UnaryOp>(value);
    if (negative->op == UnaryOperator::kUSub && negative->operand->kind == NodeKind::kConstant)
      return;
    break;
  }
  case NodeKind::kBinOp: {
    auto *sum = cast<BinOp>(value);
    if ((sum->op == Operator::kAdd || sum->op == Operator::kSub) && sum->right->kind == NodeKind::kConstant)
      return;
    break;
  }
  default:
    break;
  }
  fail("patterns may only match literals and attribute lookups");
}

void TreeValidator::pattern(PatternNode *node, bool star) {
  if (failed())
    return;
  position(node->position);
  using Kind = ConstantValue::Kind;
  auto isSingleton = [](const ConstantValue &value) { return value.kind == Kind::kNone || value.kind == Kind::kTrue || value.kind == Kind::kFalse; };
  switch (node->kind) {
  case NodeKind::kMatchValue:
    return matched(cast<MatchValue>(node)->value);
  case NodeKind::kMatchSingleton:
    return require(isSingleton(cast<MatchSingleton>(node)->value), "MatchSingleton can only contain True, False and None");
  case NodeKind::kMatchSequence:
    return patterns(cast<MatchSequence>(node)->patterns, true);
  case NodeKind::kMatchMapping: {
    auto *mapping = cast<MatchMapping>(node);
    require(mapping->keys.size == mapping->patterns.size, "MatchMapping doesn't have the same number of keys as patterns");
    capture(mapping->rest);
    for (ExprNode *key : mapping->keys) {
      if (!key)
        return fail("None disallowed in expression list");
      if (auto *constant = dynCast<Constant>(key); !constant || !isSingleton(constant->value))
        matched(key);
    }
    return patterns(mapping->patterns, false);
  }
  case NodeKind::kMatchClass: {
    auto *match = cast<MatchClass>(node);
    require(match->kwd_attrs.size == match->kwd_patterns.size, "MatchClass doesn't have the same number of keyword attributes as patterns");
    expression(match->cls);
    ExprNode *cls = match->cls;
    while (auto *attribute = dynCast<Attribute>(cls))
      cls = attribute->value;
    require(cls->kind == NodeKind::kName, "MatchClass cls field can only contain Name or Attribute nodes.");
    for (Identifier attribute : match->kwd_attrs)
      name(attribute);
    patterns(match->patterns, false);
    return patterns(match->kwd_patterns, false);
  }
  case NodeKind::kMatchStar:
    require(star, "can't use MatchStar here");
    return capture(cast<MatchStar>(node)->name);
  case NodeKind::kMatchAs: {
    auto *match = cast<MatchAs>(node);
    capture(match->name);
    if (!match->pattern)
      return;
    require(match->name, "MatchAs must specify a target name if a pattern is given");
    return pattern(match->pattern, false);
  }
  case NodeKind::kMatchOr:
    require(cast<MatchOr>(node)->patterns.size >= 2, "MatchOr requires at least 2 patterns");
    return patterns(cast<MatchOr>(node)->patterns, false);
  default:
    return;
  }
}

} // namespace

TreeError validateTree(ModNode *tree) {
  TreeValidator validator;
  validator.module(tree);
  return validator.error;
}

} // namespace pystm::ast
