// The first walk of the symbol table: blocks and the uses of names in statements. Expressions are in
// symbol_walk_expressions.cpp. See symbol_table.h.
#include "compile/symbol_walk.h"

namespace pystm {

Identifier mangleName(SymbolSet &symbols, Identifier class_name, Identifier name) {
  std::string_view text = name->text;
  if (!class_name || !text.starts_with("__") || text.ends_with("__") ||
      text.find('.') != text.npos)
    return name;
  std::string_view bare = class_name->text;
  size_t letters = bare.find_first_not_of('_');
  if (letters == bare.npos)
    return name;
  return symbols.intern("_" + std::string(bare.substr(letters)) + std::string(text));
}

bool SymbolWalk::fail(const ast::Position &at, const std::string &message) {
  if (!diagnostic_.set()) {
    diagnostic_.kind = ErrorKind::kSyntax;
    diagnostic_.message = message;
    diagnostic_.line = at.line;
    diagnostic_.column = at.column + 1;
    diagnostic_.end_line = at.end_line;
    diagnostic_.end_column = at.end_column + 1;
  }
  return false;
}

Block *SymbolWalk::enter(BlockKind kind, Identifier name, const ast::Node *node) {
  auto block = std::make_unique<Block>();
  Block *result = block.get();
  result->kind = kind;
  result->name = name;
  result->position = node->position;
  result->parent = current_;
  if (current_) {
    result->nested = current_->nested || current_->isFunction();
    result->class_name = current_->class_name;
    current_->children.push_back(std::move(block));
  } else {
    table_.top_ = std::move(block);
  }
  if (kind != BlockKind::kAnnotation)
    table_.blocks_[node] = result;
  current_ = result;
  return result;
}

void SymbolWalk::addTo(Block *block, Identifier name, unsigned use, const ast::Position &at) {
  name = mangleName(table_.symbols_, current_->class_name, name);
  auto [entry, added] = block->names.try_emplace(name);
  NameInfo &info = entry->second;
  if (added)
    block->order.push_back(name);
  if ((use & kNameParameter) && (info.uses & kNameParameter)) {
    fail(at, "duplicate argument '" + std::string(name->text) + "' in function definition");
    return;
  }
  if ((use & kNameIteration) && (info.uses & (kNameGlobal | kNameNonlocal))) {
    // A walrus within the comprehension made its own variable a name of the function around.
    fail(at, "comprehension inner loop cannot rebind assignment expression target '" +
                 std::string(name->text) + "'");
    return;
  }
  info.uses = static_cast<uint16_t>(info.uses | use);
  if (use & kNameParameter)
    block->parameters.push_back(name);
  if ((use & kNameGlobal) && block != table_.top_.get()) {
    NameInfo &global = table_.top_->names[name];
    if (!global.uses)
      table_.top_->order.push_back(name);
    global.uses = static_cast<uint16_t>(global.uses | use);
  }
}

// ---- statements

void SymbolWalk::module(ast::ModNode *tree) {
  enter(BlockKind::kModule, table_.symbols_.intern("top"), tree);
  switch (tree->kind) {
  case ast::NodeKind::kModule:
    statements(ast::cast<ast::Module>(tree)->body);
    break;
  case ast::NodeKind::kInteractive:
    statements(ast::cast<ast::Interactive>(tree)->body);
    break;
  case ast::NodeKind::kExpression:
    expression(ast::cast<ast::Expression>(tree)->body);
    break;
  default:
    break;
  }
  current_ = nullptr;
}

void SymbolWalk::statements(const ast::StmtList &body) {
  for (ast::StmtNode *statement : body) {
    if (diagnostic_.set())
      return;
    this->statement(statement);
  }
}

template <typename T> void SymbolWalk::function(T *node) {
  add(node->name, kNameLocal, node->position);
  expressions(node->args->defaults);
  expressions(node->args->kw_defaults);
  annotations(node->args, node->returns);
  expressions(node->decorator_list);
  Block *outer = current_;
  Block *block = enter(BlockKind::kFunction, node->name, node);
  block->async_function = block->coroutine = node->kind == ast::NodeKind::kAsyncFunctionDef;
  parameters(node->args);
  statements(node->body);
  current_ = outer;
}

void SymbolWalk::statement(ast::StmtNode *node) {
  switch (node->kind) {
  case ast::NodeKind::kFunctionDef:
    return function(ast::cast<ast::FunctionDef>(node));
  case ast::NodeKind::kAsyncFunctionDef:
    return function(ast::cast<ast::AsyncFunctionDef>(node));
  case ast::NodeKind::kClassDef: {
    auto *definition = ast::cast<ast::ClassDef>(node);
    add(definition->name, kNameLocal, node->position);
    expressions(definition->bases);
    for (ast::keyword *keyword : definition->keywords)
      expression(keyword->value);
    expressions(definition->decorator_list);
    Block *outer = current_;
    Block *block = enter(BlockKind::kClass, definition->name, node);
    block->class_name = definition->name;
    statements(definition->body);
    current_ = outer;
    return;
  }
  case ast::NodeKind::kReturn:
    if (ast::ExprNode *value = ast::cast<ast::Return>(node)->value) {
      expression(value);
      current_->returns_value = true;
    }
    return;
  case ast::NodeKind::kDelete:
    return expressions(ast::cast<ast::Delete>(node)->targets);
  case ast::NodeKind::kAssign: {
    auto *assign = ast::cast<ast::Assign>(node);
    expressions(assign->targets);
    return expression(assign->value);
  }
  case ast::NodeKind::kAugAssign: {
    auto *assign = ast::cast<ast::AugAssign>(node);
    expression(assign->target);
    return expression(assign->value);
  }
  case ast::NodeKind::kAnnAssign:
    return annotatedAssignment(ast::cast<ast::AnnAssign>(node));
  case ast::NodeKind::kFor: {
    auto *loop = ast::cast<ast::For>(node);
    expression(loop->target);
    expression(loop->iter);
    statements(loop->body);
    return statements(loop->orelse);
  }
  case ast::NodeKind::kAsyncFor: {
    auto *loop = ast::cast<ast::AsyncFor>(node);
    expression(loop->target);
    expression(loop->iter);
    statements(loop->body);
    return statements(loop->orelse);
  }
  case ast::NodeKind::kWhile: {
    auto *loop = ast::cast<ast::While>(node);
    expression(loop->test);
    statements(loop->body);
    return statements(loop->orelse);
  }
  case ast::NodeKind::kIf: {
    auto *branch = ast::cast<ast::If>(node);
    expression(branch->test);
    statements(branch->body);
    return statements(branch->orelse);
  }
  case ast::NodeKind::kWith: {
    auto *with = ast::cast<ast::With>(node);
    for (ast::withitem *item : with->items) {
      expression(item->context_expr);
      expression(item->optional_vars);
    }
    return statements(with->body);
  }
  case ast::NodeKind::kAsyncWith: {
    auto *with = ast::cast<ast::AsyncWith>(node);
    for (ast::withitem *item : with->items) {
      expression(item->context_expr);
      expression(item->optional_vars);
    }
    return statements(with->body);
  }
  case ast::NodeKind::kMatch: {
    auto *match = ast::cast<ast::Match>(node);
    expression(match->subject);
    for (ast::match_case *item : match->cases) {
      pattern(item->pattern);
      expression(item->guard);
      statements(item->body);
    }
    return;
  }
  case ast::NodeKind::kRaise:
    expression(ast::cast<ast::Raise>(node)->exc);
    return expression(ast::cast<ast::Raise>(node)->cause);
  case ast::NodeKind::kTry: {
    auto *attempt = ast::cast<ast::Try>(node);
    return tryParts(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody);
  }
  case ast::NodeKind::kTryStar: {
    auto *attempt = ast::cast<ast::TryStar>(node);
    return tryParts(attempt->body, attempt->handlers, attempt->orelse, attempt->finalbody);
  }
  case ast::NodeKind::kAssert:
    expression(ast::cast<ast::Assert>(node)->test);
    return expression(ast::cast<ast::Assert>(node)->msg);
  case ast::NodeKind::kImport:
    return aliases(ast::cast<ast::Import>(node)->names);
  case ast::NodeKind::kImportFrom:
    return aliases(ast::cast<ast::ImportFrom>(node)->names);
  case ast::NodeKind::kGlobal:
    return declaration(ast::cast<ast::Global>(node)->names, kNameGlobal, node->position);
  case ast::NodeKind::kNonlocal:
    return declaration(ast::cast<ast::Nonlocal>(node)->names, kNameNonlocal, node->position);
  case ast::NodeKind::kExpr:
    return expression(ast::cast<ast::Expr>(node)->value);
  default:
    return;
  }
}

void SymbolWalk::tryParts(const ast::StmtList &body, const ast::HandlerList &handlers,
                          const ast::StmtList &orelse, const ast::StmtList &final_body) {
  statements(body);
  // The order in which CPython's table sees them is the source's, but for the handlers.
  statements(orelse);
  for (ast::ExceptHandler *handler : handlers) {
    expression(handler->type);
    if (handler->name)
      add(handler->name, kNameLocal | kNameDeleted, handler->position);
    statements(handler->body);
  }
  statements(final_body);
}

void SymbolWalk::annotatedAssignment(ast::AnnAssign *node) {
  if (auto *name = ast::dynCast<ast::Name>(node->target)) {
    Identifier mangled = mangleName(table_.symbols_, current_->class_name, name->id);
    uint16_t uses = current_->usesOf(mangled);
    if ((uses & (kNameGlobal | kNameNonlocal)) && current_ != table_.top_.get() && node->simple) {
      fail(node->position, "annotated name '" + std::string(name->id->text) + "' can't be " +
                               (uses & kNameGlobal ? "global" : "nonlocal"));
      return;
    }
    if (node->simple)
      add(name->id, kNameAnnotated | kNameLocal, name->position);
    else if (node->value)
      add(name->id, kNameLocal, name->position);
  } else {
    expression(node->target);
  }
  annotation(node->annotation);
  expression(node->value);
}

void SymbolWalk::declaration(const ast::IdentifierList &names, unsigned use,
                             const ast::Position &at) {
  bool global = use == kNameGlobal;
  const char *kind = global ? "global" : "nonlocal";
  for (Identifier name : names) {
    uint16_t uses =
        current_->usesOf(mangleName(table_.symbols_, current_->class_name, name));
    std::string text(name->text);
    if (uses & (kNameParameter | kNameLocal | kNameUsed | kNameAnnotated)) {
      if (uses & kNameParameter)
        fail(at, "name '" + text + "' is parameter and " + kind);
      else if (uses & kNameUsed)
        fail(at, "name '" + text + "' is used prior to " + kind + " declaration");
      else if (uses & kNameAnnotated)
        fail(at, "annotated name '" + text + "' can't be " + kind);
      else
        fail(at, "name '" + text + "' is assigned to before " + kind + " declaration");
      return;
    }
    add(name, use, at);
    current_->directives.emplace_back(
        mangleName(table_.symbols_, current_->class_name, name), at);
  }
}

void SymbolWalk::aliases(const ast::AliasList &names) {
  for (ast::alias *alias : names) {
    std::string_view name = alias->asname ? alias->asname->text : alias->name->text;
    if (name == "*") {
      if (current_->kind != BlockKind::kModule)
        fail(alias->position, "import * only allowed at module level");
      continue;
    }
    add(table_.symbols_.intern(name.substr(0, name.find('.'))), kNameImport | kNameLocal,
        alias->position);
  }
}

// ---- parameters and annotations

void SymbolWalk::parameters(ast::arguments *args) {
  auto all = [&](const ast::ArgList &list) {
    for (ast::arg *parameter : list)
      add(parameter->arg, kNameParameter, parameter->position);
  };
  all(args->posonlyargs);
  all(args->args);
  all(args->kwonlyargs);
  if (args->vararg) {
    add(args->vararg->arg, kNameParameter, args->vararg->position);
    current_->varargs = true;
  }
  if (args->kwarg) {
    add(args->kwarg->arg, kNameParameter, args->kwarg->position);
    current_->varkeywords = true;
  }
}

// With the future feature annotations are text: what they name is nothing to this block.
void SymbolWalk::annotation(ast::ExprNode *node) {
  if (!node)
    return;
  if (!table_.future_annotations_) {
    expression(node);
    return;
  }
  Block *outer = current_;
  enter(BlockKind::kAnnotation, table_.symbols_.intern("_annotation"), node);
  expression(node);
  current_ = outer;
  outer->children.pop_back();
}

void SymbolWalk::annotations(ast::arguments *args, ast::ExprNode *returns) {
  auto all = [&](const ast::ArgList &list) {
    for (ast::arg *parameter : list)
      annotation(parameter->annotation);
  };
  all(args->posonlyargs);
  all(args->args);
  if (args->vararg)
    annotation(args->vararg->annotation);
  if (args->kwarg)
    annotation(args->kwarg->annotation);
  all(args->kwonlyargs);
  annotation(returns);
}

// ---- patterns

void SymbolWalk::pattern(ast::PatternNode *node) {
  if (!node || diagnostic_.set())
    return;
  Parts parts{*this};
  ast::visitFields(node, parts);
  Identifier name = nullptr;
  if (auto *star = ast::dynCast<ast::MatchStar>(node))
    name = star->name;
  else if (auto *as = ast::dynCast<ast::MatchAs>(node))
    name = as->name;
  else if (auto *mapping = ast::dynCast<ast::MatchMapping>(node))
    name = mapping->rest;
  if (name)
    add(name, kNameLocal, node->position);
}

bool SymbolTable::build(ast::ModNode *tree, SyntaxDiagnostic &diagnostic) {
  SymbolWalk walk(*this, diagnostic);
  walk.module(tree);
  if (diagnostic.set())
    return false;
  return ScopeAnalysis(*this, diagnostic).run();
}

} // namespace pystm
