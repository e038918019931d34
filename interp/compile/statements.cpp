// Simple statements, if, and the way out of enclosing constructs. See compiler.h.
#include "compile/compiler.h"

#include "objects/str.h"

namespace pystm {

namespace {

constexpr int kDeepest = 3000;

} // namespace

Code *Compiler::compile(ast::ModNode *tree) {
  Unit unit;
  enterUnit(unit, table_.top(), nullptr, "<module>", {1, 0, 1, 0}, 0);
  position_ = {1, 0, 1, 0};
  prologue();
  switch (tree->kind) {
  case ast::NodeKind::kModule:
    moduleBody(ast::cast<ast::Module>(tree)->body, false);
    break;
  case ast::NodeKind::kInteractive:
    interactive_ = true;
    moduleBody(ast::cast<ast::Interactive>(tree)->body, true);
    break;
  case ast::NodeKind::kExpression:
    emit(Opcode::kReturn, temporary(ast::cast<ast::Expression>(tree)->body));
    return leaveUnit();
  default:
    error({1, 0, 1, 0}, "this kind of tree cannot be compiled");
    break;
  }
  emitWide(Opcode::kReturnConst, 0, static_cast<int32_t>(constantIndex(none())));
  return leaveUnit();
}

namespace {

bool hasAnnotations(const ast::StmtList &body);

// Looks through the parts of a statement for annotations.
struct AnnotationSearch {
  bool found = false;
  void field(const char *, const ast::StmtList &list) { found |= hasAnnotations(list); }
  void field(const char *, const ast::HandlerList &list) {
    for (ast::ExceptHandler *handler : list)
      found |= hasAnnotations(handler->body);
  }
  void field(const char *, const ast::MatchCaseList &list) {
    for (ast::match_case *item : list)
      found |= hasAnnotations(item->body);
  }
  template <typename T> void field(const char *, const T &) {}
};

// Whether a block annotates a name anywhere but in inner functions and classes.
bool hasAnnotations(const ast::StmtList &body) {
  for (ast::StmtNode *node : body) {
    switch (node->kind) {
    case ast::NodeKind::kAnnAssign:
      return true;
    case ast::NodeKind::kFunctionDef:
    case ast::NodeKind::kAsyncFunctionDef:
    case ast::NodeKind::kClassDef:
      break;
    default: {
      AnnotationSearch search;
      ast::visitFields(node, search);
      if (search.found)
        return true;
    }
    }
  }
  return false;
}

} // namespace

ast::Constant *Compiler::docstring(const ast::StmtList &body) {
  if (body.empty())
    return nullptr;
  auto *first = ast::dynCast<ast::Expr>(body[0]);
  auto *constant = first ? ast::dynCast<ast::Constant>(first->value) : nullptr;
  return constant && constant->value.kind == ast::ConstantValue::Kind::kString ? constant : nullptr;
}

// The body of a module or class, from its docstring.
void Compiler::moduleBody(const ast::StmtList &body, bool interactive) {
  if (hasAnnotations(body)) {
    if (!body.empty())
      position_ = {body[0]->position.line, 0, body[0]->position.line, 0};
    emit(Opcode::kSetupAnnotations);
  }
  int first = 0;
  ast::Constant *doc = interactive ? nullptr : docstring(body);
  if (doc) {
    first = 1;
    if (flags_.optimize < 2) {
      At at(*this, doc);
      Temporaries temporaries(*this);
      Register value = take();
      load(literal(doc->value), value);
      emit(Opcode::kStoreName, value, nameIndex(symbols_.intern("__doc__")));
    }
  }
  for (int i = first; i < body.size && !failed(); ++i)
    statement(body[i]);
  if (!body.empty())
    position_ = body.back()->position;
}

void Compiler::statements(const ast::StmtList &body) {
  for (S node : body) {
    if (failed())
      return;
    statement(node);
  }
}

void Compiler::statement(S node) {
  if (++depth_ > kDeepest) {
    if (!failed()) {
      diagnostic_.kind = ErrorKind::kRecursion;
      diagnostic_.message = "maximum recursion depth exceeded during compilation";
    }
  } else {
    // The location stays that of the last statement: what ends a body belongs to it.
    position_ = node->position;
    Temporaries temporaries(*this);
    statementBody(node);
    position_ = node->position;
  }
  --depth_;
}

void Compiler::statementBody(S node) {
  switch (node->kind) {
  case ast::NodeKind::kFunctionDef:
    return functionStatement(ast::cast<ast::FunctionDef>(node), false);
  case ast::NodeKind::kAsyncFunctionDef:
    return functionStatement(ast::cast<ast::AsyncFunctionDef>(node), true);
  case ast::NodeKind::kClassDef:
    return classStatement(ast::cast<ast::ClassDef>(node));
  case ast::NodeKind::kReturn:
    return returnStatement(ast::cast<ast::Return>(node));
  case ast::NodeKind::kDelete:
    for (E target : ast::cast<ast::Delete>(node)->targets)
      deleteTarget(target);
    return;
  case ast::NodeKind::kAssign:
    return assign(ast::cast<ast::Assign>(node));
  case ast::NodeKind::kAugAssign:
    return augmentedAssign(ast::cast<ast::AugAssign>(node));
  case ast::NodeKind::kAnnAssign:
    return annotatedAssign(ast::cast<ast::AnnAssign>(node));
  case ast::NodeKind::kFor:
    return forStatement(ast::cast<ast::For>(node));
  case ast::NodeKind::kAsyncFor:
    return asyncForStatement(ast::cast<ast::AsyncFor>(node));
  case ast::NodeKind::kWhile:
    return whileStatement(ast::cast<ast::While>(node));
  case ast::NodeKind::kIf:
    return ifStatement(ast::cast<ast::If>(node));
  case ast::NodeKind::kWith: {
    auto *with = ast::cast<ast::With>(node);
    return withItems(with->items, 0, with->body, false, node->position);
  }
  case ast::NodeKind::kAsyncWith: {
    auto *with = ast::cast<ast::AsyncWith>(node);
    if (!inAsyncFunction()) {
      error(node->position, "'async with' outside async function");
      return;
    }
    return withItems(with->items, 0, with->body, true, node->position);
  }
  case ast::NodeKind::kMatch:
    return matchStatement(ast::cast<ast::Match>(node));
  case ast::NodeKind::kRaise:
    return raiseStatement(ast::cast<ast::Raise>(node));
  case ast::NodeKind::kTry:
    return tryStatement(ast::cast<ast::Try>(node));
  case ast::NodeKind::kTryStar:
    return tryStarStatement(ast::cast<ast::TryStar>(node));
  case ast::NodeKind::kAssert:
    return assertStatement(ast::cast<ast::Assert>(node));
  case ast::NodeKind::kImport:
    return importStatement(ast::cast<ast::Import>(node));
  case ast::NodeKind::kImportFrom:
    return importFromStatement(ast::cast<ast::ImportFrom>(node));
  case ast::NodeKind::kExpr:
    return expressionStatement(ast::cast<ast::Expr>(node));
  case ast::NodeKind::kBreak:
    return leaveLoop(node, true);
  case ast::NodeKind::kContinue:
    return leaveLoop(node, false);
  default: // pass, global, nonlocal
    return;
  }
}

void Compiler::expressionStatement(ast::Expr *node) {
  if (interactive_ && !unit_->outer) {
    Register value = temporary(node->value);
    emit(Opcode::kPrintExpression, value);
    return;
  }
  discard(node->value);
}

// ---- leaving

// Emits what leaving the construct takes; it is no longer among the enclosures.
void Compiler::unwindOne(Enclosure &enclosure) {
  switch (enclosure.kind) {
  case Enclosure::Kind::kLoop:
  case Enclosure::Kind::kTry:
  case Enclosure::Kind::kStarHandler:
    return;
  case Enclosure::Kind::kFinally:
    statements(*enclosure.body);
    return;
  case Enclosure::Kind::kFinallyBody:
    emit(Opcode::kPopException, enclosure.base);
    return;
  case Enclosure::Kind::kHandler:
    emit(Opcode::kPopException, enclosure.base);
    if (enclosure.name)
      forgetName(enclosure.name);
    return;
  case Enclosure::Kind::kWith: {
    At at(*this, enclosure.position);
    callExit(enclosure.base, enclosure.async);
    return;
  }
  }
}

// Leaves all enclosures from `depth` on, the innermost first. Each one's way out is protected by those
// around it, not by itself.
void Compiler::unwind(size_t depth) {
  std::vector<Enclosure *> all = unit_->enclosures;
  ast::Position position = position_;
  for (size_t i = all.size(); i-- > depth;) {
    suspend(all[i]->range);
    unit_->enclosures.resize(i);
    unwindOne(*all[i]);
    suspend(all[i]->cleanup);
  }
  position_ = position;
  unit_->enclosures = std::move(all);
}

namespace {

// While code leaves enclosures their ranges are closed; behind it they go on.
struct PausedRanges {
  explicit PausedRanges(const std::vector<Enclosure *> &enclosures) {
    for (Enclosure *enclosure : enclosures)
      saved.push_back({enclosure, enclosure->range.start >= 0, enclosure->cleanup.start >= 0});
  }
  void resume(uint32_t here) {
    for (const Row &row : saved) {
      if (row.range)
        row.enclosure->range.start = row.enclosure->range.start >= 0 ? row.enclosure->range.start : here;
      if (row.cleanup)
        row.enclosure->cleanup.start =
            row.enclosure->cleanup.start >= 0 ? row.enclosure->cleanup.start : here;
    }
  }
  struct Row {
    Enclosure *enclosure;
    bool range, cleanup;
  };
  std::vector<Row> saved;
};

} // namespace

void Compiler::returnStatement(ast::Return *node) {
  if (!unit_->isFunction() || unit_->block->comprehension != ComprehensionKind::kNone) {
    error(node->position, "'return' outside function");
    return;
  }
  if (node->value && unit_->block->coroutine && unit_->block->generator) {
    error(node->position, "'return' with value in async generator");
    return;
  }
  for (Enclosure *enclosure : unit_->enclosures)
    if (enclosure->kind == Enclosure::Kind::kStarHandler) {
      error(node->position, "'break', 'continue' and 'return' cannot appear in an except* block");
      return;
    }
  Value value = none();
  bool is_constant = !node->value || constant(node->value, value);
  bool leaves = false;
  for (Enclosure *enclosure : unit_->enclosures)
    leaves |= enclosure->kind != Enclosure::Kind::kLoop;
  Register result = 0;
  if (!is_constant) {
    // What runs on the way out must not change the result.
    result = leaves ? temporary(node->value) : operand(node->value);
  }
  PausedRanges paused(unit_->enclosures);
  if (leaves)
    unwind(0);
  if (is_constant)
    emitWide(Opcode::kReturnConst, 0, static_cast<int32_t>(constantIndex(value)));
  else
    emit(Opcode::kReturn, result);
  paused.resume(here());
  dead();
}

void Compiler::leaveLoop(S node, bool is_break) {
  size_t depth = unit_->enclosures.size();
  while (depth > 0 && unit_->enclosures[depth - 1]->kind != Enclosure::Kind::kLoop) {
    if (unit_->enclosures[depth - 1]->kind == Enclosure::Kind::kStarHandler) {
      error(node->position, "'break', 'continue' and 'return' cannot appear in an except* block");
      return;
    }
    --depth;
  }
  if (depth == 0) {
    error(node->position,
          is_break ? "'break' outside loop" : "'continue' not properly in loop");
    return;
  }
  Enclosure *loop = unit_->enclosures[depth - 1];
  PausedRanges paused(unit_->enclosures);
  unwind(depth);
  if (is_break) {
    loop->exit_flow->merge(unit_->flow);
    jump(*loop->exit);
  } else {
    jump(*loop->next);
  }
  paused.resume(here());
  dead();
}

// ---- others

void Compiler::deleteTarget(E target) {
  At at(*this, target);
  Temporaries temporaries(*this);
  switch (target->kind) {
  case ast::NodeKind::kName: {
    auto *name = ast::cast<ast::Name>(target);
    if (name->id->text == "__debug__") {
      error(target->position, "cannot delete __debug__");
      return;
    }
    return deleteName(name->id);
  }
  case ast::NodeKind::kAttribute: {
    auto *attribute = ast::cast<ast::Attribute>(target);
    if (attribute->attr->text == "__debug__") {
      error(target->position, "cannot delete __debug__");
      return;
    }
    Register object = operand(attribute->value);
    emit(Opcode::kDeleteAttr, object, 0, nameIndex(mangle(attribute->attr)));
    return;
  }
  case ast::NodeKind::kSubscript: {
    auto *subscript = ast::cast<ast::Subscript>(target);
    Register object = operand(subscript->value);
    Register index = operand(subscript->slice);
    emit(Opcode::kDeleteItem, object, index);
    return;
  }
  case ast::NodeKind::kTuple:
    for (E element : ast::cast<ast::Tuple>(target)->elts)
      deleteTarget(element);
    return;
  case ast::NodeKind::kList:
    for (E element : ast::cast<ast::List>(target)->elts)
      deleteTarget(element);
    return;
  default:
    error(target->position, "cannot delete this expression");
  }
}

void Compiler::ifStatement(ast::If *node) {
  Label otherwise, end;
  jumpOn(node->test, false, otherwise);
  Flow before = unit_->flow;
  statements(node->body);
  if (node->orelse.empty()) {
    place(otherwise);
    unit_->flow.merge(before);
    return;
  }
  Flow after = unit_->flow;
  if (after.live)
    jump(end);
  place(otherwise);
  unit_->flow = before;
  statements(node->orelse);
  unit_->flow.merge(after);
  place(end);
}

void Compiler::assertStatement(ast::Assert *node) {
  if (auto *tuple = ast::dynCast<ast::Tuple>(node->test); tuple && !tuple->elts.empty())
    warn(node->position, "assertion is always true, perhaps remove parentheses?");
  if (flags_.optimize > 0)
    return;
  Label good;
  jumpOn(node->test, true, good);
  Flow before = unit_->flow;
  At at(*this, node->test);
  Register base = take(2);
  emit(Opcode::kLoadAssertionError, base);
  if (node->msg) {
    into(node->msg, static_cast<Register>(base + 1));
    emit(Opcode::kCall, base, base, 1);
  }
  emit(Opcode::kRaise, base, 0, 0, 1);
  unit_->flow = before;
  place(good);
}

void Compiler::raiseStatement(ast::Raise *node) {
  if (!node->exc) {
    emit(Opcode::kRaise);
  } else {
    Register exception = operand(node->exc);
    if (node->cause)
      emit(Opcode::kRaise, exception, operand(node->cause), 0, 2);
    else
      emit(Opcode::kRaise, exception, 0, 0, 1);
  }
  dead();
}

} // namespace pystm
