// The first walk of the symbol table through expressions: lambdas, comprehensions, the walrus, yields. Statements are
// in symbol_walk.cpp.
#include "compile/symbol_walk.h"

namespace pystm {

namespace {

constexpr int kDeepest = 3000; // blocks and expressions within each other

const char *comprehensionName(ComprehensionKind kind) {
  switch (kind) {
  case ComprehensionKind::kList:
    return "list comprehension";
  case ComprehensionKind::kDict:
    return "dict comprehension";
  case ComprehensionKind::kSet:
    return "set comprehension";
  default:
    return "generator expression";
  }
}

} // namespace

void SymbolWalk::expressions(const ast::ExprList &list) {
  for (ast::ExprNode *node : list)
    expression(node);
}

void SymbolWalk::expression(ast::ExprNode *node) {
  if (!node || diagnostic_.set())
    return;
  if (++depth_ > kDeepest) {
    diagnostic_.kind = ErrorKind::kRecursion;
    diagnostic_.message = "maximum recursion depth exceeded during compilation";
    return;
  }
  expressionBody(node);
  --depth_;
}

void SymbolWalk::expressionBody(ast::ExprNode *node) {
  switch (node->kind) {
  case ast::NodeKind::kName: {
    auto *name = ast::cast<ast::Name>(node);
    add(name->id,
        name->ctx == ast::Context::kLoad  ? unsigned{kNameUsed}
        : name->ctx == ast::Context::kDel ? unsigned{kNameLocal} | kNameDeleted
                                          : unsigned{kNameLocal},
        node->position);
    // super() without arguments needs the cell __class__.
    if (name->ctx == ast::Context::kLoad && current_->isFunction() && name->id->text == "super")
      add(table_.symbols_.intern("__class__"), kNameUsed, node->position);
    return;
  }
  case ast::NodeKind::kNamedExpr:
    return namedExpression(ast::cast<ast::NamedExpr>(node));
  case ast::NodeKind::kLambda: {
    auto *lambda = ast::cast<ast::Lambda>(node);
    expressions(lambda->args->defaults);
    expressions(lambda->args->kw_defaults);
    Block *outer = current_;
    Block *block = enter(BlockKind::kFunction, table_.symbols_.intern("lambda"), node);
    block->is_lambda = true;
    parameters(lambda->args);
    expression(lambda->body);
    current_ = outer;
    return;
  }
  case ast::NodeKind::kListComp: {
    auto *list = ast::cast<ast::ListComp>(node);
    return comprehension(node, ComprehensionKind::kList, "listcomp", list->generators, list->elt,
                         nullptr);
  }
  case ast::NodeKind::kSetComp: {
    auto *set = ast::cast<ast::SetComp>(node);
    return comprehension(node, ComprehensionKind::kSet, "setcomp", set->generators, set->elt,
                         nullptr);
  }
  case ast::NodeKind::kGeneratorExp: {
    auto *generator = ast::cast<ast::GeneratorExp>(node);
    return comprehension(node, ComprehensionKind::kGenerator, "genexpr", generator->generators,
                         generator->elt, nullptr);
  }
  case ast::NodeKind::kDictComp: {
    auto *dict = ast::cast<ast::DictComp>(node);
    return comprehension(node, ComprehensionKind::kDict, "dictcomp", dict->generators, dict->key,
                         dict->value);
  }
  case ast::NodeKind::kYield:
    expression(ast::cast<ast::Yield>(node)->value);
    return yield(node, "'yield'");
  case ast::NodeKind::kYieldFrom:
    expression(ast::cast<ast::YieldFrom>(node)->value);
    return yield(node, "'yield'");
  case ast::NodeKind::kAwait:
    if (current_->kind == BlockKind::kAnnotation) {
      fail(node->position, "'await expression' can not be used within an annotation");
      return;
    }
    expression(ast::cast<ast::Await>(node)->value);
    current_->coroutine = true;
    return;
  default: {
    // All other expressions are just their parts.
    Parts parts{*this};
    ast::visitFields(node, parts);
  }
  }
}

void SymbolWalk::yield(ast::ExprNode *node, const char *what) {
  if (current_->kind == BlockKind::kAnnotation) {
    fail(node->position, "'yield expression' can not be used within an annotation");
    return;
  }
  if (current_->comprehension != ComprehensionKind::kNone) {
    fail(node->position,
         std::string(what) + " inside " + comprehensionName(current_->comprehension));
    return;
  }
  current_->generator = true;
}

void SymbolWalk::namedExpression(ast::NamedExpr *node) {
  if (current_->kind == BlockKind::kAnnotation) {
    fail(node->position, "'named expression' can not be used within an annotation");
    return;
  }
  if (in_iterable_ > 0) {
    fail(node->position,
         "assignment expression cannot be used in a comprehension iterable expression");
    return;
  }
  if (current_->comprehension != ComprehensionKind::kNone) {
    if (!bindOutside(ast::cast<ast::Name>(node->target)))
      return;
  }
  expression(node->value);
  expression(node->target);
  Identifier name = mangleName(table_.symbols_, current_->class_name,
                               ast::cast<ast::Name>(node->target)->id);
  current_->names[name].uses |= kNameWalrus;
}

// A walrus within comprehensions binds its target in the function around them.
bool SymbolWalk::bindOutside(ast::Name *target) {
  Identifier name = mangleName(table_.symbols_, current_->class_name, target->id);
  for (Block *block = current_; block; block = block->parent) {
    if (block->comprehension != ComprehensionKind::kNone) {
      if (block->usesOf(name) & kNameIteration)
        return fail(target->position,
                    "assignment expression cannot rebind comprehension iteration variable '" +
                        std::string(target->id->text) + "'");
      continue;
    }
    if (block->isFunction()) {
      bool global = block->usesOf(name) & kNameGlobal;
      add(target->id, global ? kNameGlobal : kNameNonlocal, target->position);
      current_->directives.emplace_back(name, target->position);
      addTo(block, target->id, kNameLocal | kNameWalrus, target->position);
      return true;
    }
    if (block->kind == BlockKind::kModule) {
      add(target->id, kNameGlobal, target->position);
      current_->directives.emplace_back(name, target->position);
      addTo(block, target->id, kNameGlobal, target->position);
      return true;
    }
    if (block->kind == BlockKind::kClass)
      return fail(target->position,
                  "assignment expression within a comprehension cannot be used in a class body");
  }
  return true;
}

void SymbolWalk::comprehension(ast::ExprNode *node, ComprehensionKind kind, const char *name,
                               const ast::ComprehensionList &clauses, ast::ExprNode *element,
                               ast::ExprNode *value) {
  // The first iterable belongs to the block around.
  ast::comprehension *first = clauses[0];
  ++in_iterable_;
  expression(first->iter);
  --in_iterable_;
  Block *outer = current_;
  Block *block = enter(BlockKind::kFunction, table_.symbols_.intern(name), node);
  block->comprehension = kind;
  bool async = false;
  add(table_.symbols_.intern(".0"), kNameParameter, node->position);
  auto target = [&](ast::comprehension *clause) {
    in_target_ = true;
    expression(clause->target);
    in_target_ = false;
    async |= clause->is_async;
  };
  int saved = in_iterable_;
  in_iterable_ = 0;
  target(first);
  expressions(first->ifs);
  for (int i = 1; i < clauses.size; ++i) {
    target(clauses[i]);
    ++in_iterable_;
    expression(clauses[i]->iter);
    --in_iterable_;
    expressions(clauses[i]->ifs);
  }
  if (value)
    expression(value);
  expression(element);
  in_iterable_ = saved;
  block->generator = kind == ComprehensionKind::kGenerator;
  async |= block->coroutine;
  block->coroutine = async;
  current_ = outer;
  if (async && kind != ComprehensionKind::kGenerator)
    outer->coroutine = true;
}

} // namespace pystm
