// try in its three forms. A handler receives the exception in a register, makes it the one being handled
// (PushException, which keeps the one before in the next register), and undoes that when it ends,
// however it ends: its own range is protected by a clean-up that pops and raises again. Final bodies are
// compiled once for each way to reach them. See compiler.h.
#include "compile/compiler.h"

namespace pystm {

// The clean-up of a handler whose exception lies in `exception`.
void Compiler::cleanUp(ProtectedRange &range, Register exception, const Flow &flow) {
  Temporaries temporaries(*this);
  Register second = static_cast<Register>(exception + 2);
  while (unit_->top <= second)
    take();
  protect(range, here(), second);
  unit_->flow = flow;
  emit(Opcode::kPopException, exception);
  emit(Opcode::kReraise, second);
  dead();
}

// Runs `body` so that the final body follows it on every way out.
template <typename Body>
void Compiler::finallyAround(const ast::StmtList &final_body, const ast::Position &position,
                             Body body) {
  Label end;
  Flow before = unit_->flow;
  setAllDeletableUnbound(before);
  Enclosure protectedBody{Enclosure::Kind::kFinally};
  protectedBody.body = &final_body;
  protectedBody.position = position;
  enter(protectedBody);
  begin(protectedBody.range);
  body();
  suspend(protectedBody.range);
  leave();
  Flow normal = unit_->flow;
  if (normal.live) {
    statements(final_body);
    normal = unit_->flow;
    if (normal.live)
      jump(end);
  }
  if (!protectedBody.range.segments.empty()) {
    Temporaries temporaries(*this);
    Register exception = take(3);
    protect(protectedBody.range, here(), exception);
    unit_->flow = before;
    position_ = position;
    Enclosure handling{Enclosure::Kind::kFinallyBody};
    handling.base = exception;
    enter(handling);
    emit(Opcode::kPushException, exception);
    begin(handling.cleanup);
    statements(final_body);
    position_ = position;
    emit(Opcode::kReraise, exception);
    leave();
    cleanUp(handling.cleanup, exception, before);
  }
  unit_->flow = normal;
  place(end);
}

void Compiler::tryStatement(ast::Try *node) {
  if (node->finalbody.empty())
    return tryExcept(node);
  finallyAround(node->finalbody, node->position, [&] {
    if (node->handlers.empty())
      statements(node->body);
    else
      tryExcept(node);
  });
}

// At the end of `except E as name`.
void Compiler::forgetName(Identifier name) {
  Temporaries temporaries(*this);
  Register empty = take();
  load(none(), empty);
  storeName(name, empty);
  deleteName(name);
}

void Compiler::tryExcept(ast::Try *node) {
  Label end;
  Flow before = unit_->flow;
  setAllDeletableUnbound(before);
  Enclosure body{Enclosure::Kind::kTry};
  enter(body);
  begin(body.range);
  statements(node->body);
  suspend(body.range);
  leave();
  if (unit_->flow.live)
    statements(node->orelse);
  Flow after = unit_->flow;
  if (after.live)
    jump(end);

  Temporaries temporaries(*this);
  Register exception = take(3);
  protect(body.range, here(), exception);
  unit_->flow = before;
  position_ = node->position;
  emit(Opcode::kPushException, exception);
  handlers(node, exception, end, after);
  unit_->flow = after;
  place(end);
}

void Compiler::handlers(ast::Try *node, Register exception, Label &end, Flow &end_flow) {
  Flow before = unit_->flow;
  Enclosure dispatch{Enclosure::Kind::kHandler};
  dispatch.base = exception;
  begin(dispatch.cleanup);
  for (int i = 0; i < node->handlers.size && !failed(); ++i) {
    ast::ExceptHandler *handler = node->handlers[i];
    Temporaries temporaries(*this);
    unit_->flow = before;
    position_ = handler->position;
    if (!handler->type && i < node->handlers.size - 1) {
      error(handler->position, "default 'except:' must be last");
      return;
    }
    Label next;
    if (handler->type) {
      Temporaries matching(*this);
      Register type = operand(handler->type);
      Register matches = take();
      emit(Opcode::kMatchException, matches, exception, type);
      jumpIf(Opcode::kJumpIfFalse, matches, next);
    }
    Enclosure handling{Enclosure::Kind::kHandler};
    handling.base = exception;
    handling.name = handler->name;
    if (handler->name)
      storeName(handler->name, exception);
    // A name is forgotten also when the body raises: an inner clean-up does that.
    enter(handling);
    suspend(dispatch.cleanup);
    begin(handling.cleanup);
    statements(handler->body);
    suspend(handling.cleanup);
    leave();
    if (unit_->flow.live) {
      emit(Opcode::kPopException, exception);
      if (handler->name)
        forgetName(handler->name);
      end_flow.merge(unit_->flow);
      jump(end);
    }
    if (!handling.cleanup.segments.empty()) {
      // PopException, then the name, then on with the exception.
      Register second = static_cast<Register>(exception + 2);
      protect(handling.cleanup, here(), second);
      unit_->flow = before;
      setAllDeletableUnbound(unit_->flow);
      emit(Opcode::kPopException, exception);
      if (handler->name)
        forgetName(handler->name);
      emit(Opcode::kReraise, second);
    }
    place(next);
    begin(dispatch.cleanup);
  }
  unit_->flow = before;
  if (node->handlers.empty() || node->handlers.back()->type)
    emit(Opcode::kReraise, exception);
  suspend(dispatch.cleanup);
  cleanUp(dispatch.cleanup, exception, before);
}

// ---- except*

void Compiler::tryStarStatement(ast::TryStar *node) {
  if (node->finalbody.empty())
    return tryStarExcept(node);
  finallyAround(node->finalbody, node->position, [&] { tryStarExcept(node); });
}

void Compiler::tryStarExcept(ast::TryStar *node) {
  Label end;
  Flow before = unit_->flow;
  setAllDeletableUnbound(before);
  Enclosure body{Enclosure::Kind::kTry};
  enter(body);
  begin(body.range);
  statements(node->body);
  suspend(body.range);
  leave();
  if (unit_->flow.live)
    statements(node->orelse);
  Flow after = unit_->flow;
  if (after.live)
    jump(end);

  Temporaries temporaries(*this);
  Register exception = take(3);
  protect(body.range, here(), exception);
  unit_->flow = before;
  position_ = node->position;
  emit(Opcode::kPushException, exception);
  starHandlers(node, exception);
  after.merge(before);
  unit_->flow = after;
  place(end);
}

// Each clause takes its part of the group; what the clauses raise and what none took is raised at the
// end.
void Compiler::starHandlers(ast::TryStar *node, Register exception) {
  Flow before = unit_->flow;
  Label done;
  Register results = take(2);
  Register rest = static_cast<Register>(results + 1);
  ProtectedRange cleanup;
  begin(cleanup);
  emit(Opcode::kBuildList, results, results, 0);
  emit(Opcode::kMove, rest, exception);
  for (ast::ExceptHandler *handler : node->handlers) {
    Temporaries temporaries(*this);
    unit_->flow = before;
    position_ = handler->position;
    Label next, after_body;
    Register parts = take(4); // the rest, the match, the exception before it, one raised
    Register match = static_cast<Register>(parts + 1);
    {
      Temporaries matching(*this);
      Register type = operand(handler->type);
      emit(Opcode::kMatchGroup, parts, rest, type);
    }
    emit(Opcode::kMove, rest, parts);
    jumpIf(Opcode::kJumpIfNone, match, next);
    emit(Opcode::kPushException, match);
    if (handler->name)
      storeName(handler->name, match);
    Enclosure handling{Enclosure::Kind::kStarHandler};
    enter(handling);
    begin(handling.range);
    statements(handler->body);
    suspend(handling.range);
    leave();
    if (unit_->flow.live) {
      emit(Opcode::kPopException, match);
      if (handler->name)
        forgetName(handler->name);
      jump(next);
    }
    if (!handling.range.segments.empty()) {
      Register raised = static_cast<Register>(match + 2);
      protect(handling.range, here(), raised);
      unit_->flow = before;
      setAllDeletableUnbound(unit_->flow);
      emit(Opcode::kListAppend, results, raised);
      emit(Opcode::kPopException, match);
      if (handler->name)
        forgetName(handler->name);
    }
    place(next);
  }
  unit_->flow = before;
  position_ = node->position;
  emit(Opcode::kListAppend, results, rest);
  Register outcome = take();
  emit(Opcode::kPrepareReraiseStar, outcome, exception, results);
  suspend(cleanup);
  emit(Opcode::kPopException, exception);
  jumpIf(Opcode::kJumpIfNone, outcome, done);
  emit(Opcode::kReraise, outcome);
  cleanUp(cleanup, exception, before);
  unit_->flow = before;
  place(done);
}

} // namespace pystm
