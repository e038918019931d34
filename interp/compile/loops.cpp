// while, for and async for. See compiler.h.
#include "compile/compiler.h"

namespace pystm {

namespace {

bool mayRepeat(ast::ExprNode *node);

struct RepeatSearch {
  bool good = true;
  void field(const char *, ast::ExprNode *part) { good = good && (!part || mayRepeat(part)); }
  void field(const char *name, const ast::ExprList &list) {
    for (ast::ExprNode *part : list)
      field(name, part);
  }
  void field(const char *name, const ast::KeywordList &list) {
    for (ast::keyword *keyword : list)
      field(name, keyword->value);
  }
  template <typename T> void field(const char *, const T &) {}
};

// Whether a test may be compiled twice: it makes no code objects and binds nothing.
bool mayRepeat(ast::ExprNode *node) {
  switch (node->kind) {
  case ast::NodeKind::kLambda:
  case ast::NodeKind::kListComp:
  case ast::NodeKind::kSetComp:
  case ast::NodeKind::kDictComp:
  case ast::NodeKind::kGeneratorExp:
  case ast::NodeKind::kNamedExpr:
  case ast::NodeKind::kAwait:
  case ast::NodeKind::kYield:
  case ast::NodeKind::kYieldFrom:
    return false;
  default: {
    RepeatSearch search;
    ast::visitFields(node, search);
    return search.good;
  }
  }
}

} // namespace

void Compiler::whileStatement(ast::While *node) {
  Label head, next, body, end, otherwise;
  Flow exit;
  exit.live = false;
  setAllDeletableUnbound(unit_->flow);
  place(head);
  bool truth;
  bool endless = constantTruth(node->test, truth) && truth;
  // The test is repeated at the end, so that an iteration takes one jump.
  bool repeat = !endless && mayRepeat(node->test);
  if (!endless)
    jumpOn(node->test, false, otherwise);
  Flow tested = unit_->flow;
  if (endless)
    tested.live = false;
  place(body);

  Enclosure loop{Enclosure::Kind::kLoop};
  loop.exit = &end;
  loop.next = repeat ? &next : &head;
  loop.exit_flow = &exit;
  enter(loop);
  statements(node->body);
  leave();
  {
    At at(*this, node->test);
    if (repeat) {
      place(next);
      unit_->flow = tested;
      setAllDeletableUnbound(unit_->flow);
      jumpOn(node->test, true, body);
    } else {
      jump(head);
    }
  }
  place(otherwise);
  unit_->flow = tested;
  if (endless)
    dead();
  statements(node->orelse);
  unit_->flow.merge(exit);
  place(end);
}

// The next item of an iteration goes to `dest`.
void Compiler::forIter(Register dest, Register iterator, Label &end) {
  jumpShort(Opcode::kForIter, dest, iterator, 0, end);
}

void Compiler::storeIteration(E target, Register iterator, Label &end) {
  auto *name = ast::dynCast<ast::Name>(target);
  Register local;
  if (name && name->id->text != "__debug__" && localRegister(name->id, local)) {
    forIter(local, iterator, end);
    setBound(local);
    return;
  }
  Temporaries temporaries(*this);
  Register item = take();
  forIter(item, iterator, end);
  store(target, item);
}

void Compiler::forStatement(ast::For *node) {
  Label head, end, otherwise;
  Flow exit;
  exit.live = false;
  Register iterator = take();
  {
    At at(*this, node->iter);
    Temporaries temporaries(*this);
    Register iterable = operand(node->iter);
    emit(Opcode::kGetIter, iterator, iterable);
  }
  setAllDeletableUnbound(unit_->flow);
  Flow before = unit_->flow;
  place(head);
  Enclosure loop{Enclosure::Kind::kLoop};
  loop.exit = &end;
  loop.next = &head;
  loop.exit_flow = &exit;
  enter(loop);
  {
    At at(*this, node->iter);
    storeIteration(node->target, iterator, otherwise);
  }
  statements(node->body);
  leave();
  {
    At at(*this, node->iter);
    jump(head);
  }
  place(otherwise);
  unit_->flow = before;
  statements(node->orelse);
  unit_->flow.merge(exit);
  place(end);
}

void Compiler::asyncForStatement(ast::AsyncFor *node) {
  if (!inAsyncFunction()) {
    error(node->position, "'async for' outside async function");
    return;
  }
  Label head, end;
  Flow exit;
  exit.live = false;
  Register iterator = take();
  {
    At at(*this, node->iter);
    Temporaries temporaries(*this);
    Register iterable = operand(node->iter);
    emit(Opcode::kGetAIter, iterator, iterable);
  }
  setAllDeletableUnbound(unit_->flow);
  Flow before = unit_->flow;
  place(head);
  Enclosure loop{Enclosure::Kind::kLoop};
  loop.exit = &end;
  loop.next = &head;
  loop.exit_flow = &exit;
  enter(loop);
  Register item = take(3);
  ProtectedRange range;
  {
    At at(*this, node->iter);
    Register awaitable = static_cast<Register>(item + 1);
    begin(range);
    emit(Opcode::kGetANext, awaitable, iterator);
    delegate(awaitable, item);
    suspend(range);
  }
  store(node->target, item);
  statements(node->body);
  leave();
  jump(head);
  protect(range, here(), item);
  unit_->flow = before;
  {
    At at(*this, node->iter);
    emit(Opcode::kEndAsyncFor, item);
  }
  statements(node->orelse);
  unit_->flow.merge(exit);
  place(end);
}

} // namespace pystm
