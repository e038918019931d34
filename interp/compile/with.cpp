// with and async with. Four registers hold __exit__ and __enter__ in the form of LoadMethod; behind them
// lies what the handler needs. See compiler.h.
#include "compile/compiler.h"

namespace pystm {

// Calls __exit__(None, None, None).
void Compiler::callExit(Register base, bool async) {
  Temporaries temporaries(*this);
  Register call = take(5);
  emit(Opcode::kMove, call, base);
  emit(Opcode::kMove, call + 1u, base + 1u);
  for (unsigned i = 2; i < 5; ++i)
    load(none(), static_cast<Register>(call + i));
  emit(Opcode::kCallMethod, call, call, 3);
  if (async)
    await(call, call, 2);
}

void Compiler::withItems(const ast::WithItemList &items, int index, const ast::StmtList &body,
                         bool async, const ast::Position &position) {
  if (index == items.size)
    return statements(body);
  ast::withitem *item = items[index];
  Temporaries temporaries(*this);
  Label end, suppressed;
  Register base = take(4);
  Register entered = static_cast<Register>(base + 2);
  {
    At at(*this, item->context_expr);
    {
      Temporaries context(*this);
      Register manager = operand(item->context_expr);
      emit(Opcode::kBeforeWith, base, manager, 0, async);
    }
    emit(Opcode::kCallMethod, entered, entered, 0);
    if (async)
      await(entered, entered, 1);
  }
  Flow before = unit_->flow;
  setAllDeletableUnbound(before);
  Enclosure with{Enclosure::Kind::kWith};
  with.base = base;
  with.async = async;
  with.position = position;
  enter(with);
  begin(with.range);
  if (item->optional_vars)
    store(item->optional_vars, entered);
  withItems(items, index + 1, body, async, position);
  suspend(with.range);
  leave();
  position_ = position;
  Flow after = unit_->flow;
  if (after.live) {
    callExit(base, async);
    jump(end);
  }

  // The handler: the exception, the one before, then the call of __exit__.
  Register exception = entered;
  Register call = take(6);
  while (call < exception + 3)
    ++call;
  protect(with.range, here(), exception);
  unit_->flow = before;
  emit(Opcode::kPushException, exception);
  ProtectedRange cleanup;
  begin(cleanup);
  emit(Opcode::kMove, call, base);
  emit(Opcode::kMove, call + 1u, base + 1u);
  emit(Opcode::kExceptionTriple, call + 2u, exception);
  emit(Opcode::kCallMethod, call, call, 3);
  if (async)
    await(call, call, 2);
  jumpIf(Opcode::kJumpIfTrue, call, suppressed);
  emit(Opcode::kReraise, exception);
  suspend(cleanup);
  place(suppressed);
  emit(Opcode::kPopException, exception);
  jump(end);
  cleanUp(cleanup, exception, before);
  after.merge(before);
  unit_->flow = after;
  place(end);
}

} // namespace pystm
