// Comprehensions and generator expressions: functions of one parameter, the iterator of their first
// clause. See compiler.h.
#include "compile/compiler.h"

#include "objects/str.h"

namespace pystm {

void Compiler::comprehension(E node, ComprehensionKind kind, const char *name,
                             const ast::ComprehensionList &clauses, E element, E value,
                             Register dest) {
  Block *block = table_.blockOf(node);
  bool async_body = block->coroutine && kind != ComprehensionKind::kGenerator;
  bool outer_async = inAsyncFunction() || unit_->block->comprehension != ComprehensionKind::kNone;
  if (async_body && !outer_async) {
    error(node->position, "asynchronous comprehension outside of an asynchronous function");
    return;
  }
  Temporaries temporaries(*this);
  Register call = take(2);
  {
    Temporaries body(*this);
    Register operands = take(1);
    Unit unit;
    ast::Position saved = position_;
    enterUnit(unit, block, nullptr, name, node->position, 0);
    unit.parts.positional = 1;
    position_ = node->position;
    prologue();
    Register result = 0;
    if (kind != ComprehensionKind::kGenerator) {
      result = take();
      emit(kind == ComprehensionKind::kList  ? Opcode::kBuildList
           : kind == ComprehensionKind::kSet ? Opcode::kBuildSet
                                             : Opcode::kBuildMap,
           result, result, 0);
    }
    clause(clauses, 0, kind, element, value, result, 0);
    position_ = node->position;
    if (kind == ComprehensionKind::kGenerator)
      emitWide(Opcode::kReturnConst, 0, static_cast<int32_t>(constantIndex(none())));
    else
      emit(Opcode::kReturn, result);
    Code *code = leaveUnit();
    position_ = saved;
    makeFunction(unit, code, operands, 0, call);
  }
  ast::comprehension *first = clauses[0];
  {
    Temporaries iterable(*this);
    Register source = operand(first->iter);
    At at(*this, first->iter);
    emit(first->is_async ? Opcode::kGetAIter : Opcode::kGetIter, call + 1u, source);
  }
  At at(*this, node);
  emit(Opcode::kCall, dest, call, 1);
  if (async_body)
    await(dest, dest, 0);
}

void Compiler::clause(const ast::ComprehensionList &clauses, int index, ComprehensionKind kind,
                      E element, E value, Register result, Register iterator) {
  Temporaries temporaries(*this);
  if (index == clauses.size) {
    At at(*this, element);
    if (value) {
      position_.end_line = value->position.end_line;
      position_.end_column = value->position.end_column;
    }
    switch (kind) {
    case ComprehensionKind::kGenerator: {
      Register item = operand(element);
      Register sent = take();
      bool async = unit_->block->coroutine;
      emit(Opcode::kYield, sent, item, 0, async ? 2 : 0);
      return;
    }
    case ComprehensionKind::kList:
      emit(Opcode::kListAppend, result, operand(element));
      return;
    case ComprehensionKind::kSet:
      emit(Opcode::kSetAdd, result, operand(element));
      return;
    default: {
      Register key = operand(element);
      Register item = operand(value);
      emit(Opcode::kMapAdd, result, key, item);
      return;
    }
    }
  }
  ast::comprehension *part = clauses[index];
  if (index > 0) {
    iterator = take();
    Temporaries iterable(*this);
    At at(*this, part->iter);
    E source = part->iter;
    // `for x in [value]` is an assignment.
    ast::ExprList *single = nullptr;
    if (auto *list = ast::dynCast<ast::List>(source))
      single = &list->elts;
    else if (auto *tuple = ast::dynCast<ast::Tuple>(source))
      single = &tuple->elts;
    if (single && single->size == 1 && (*single)[0]->kind != ast::NodeKind::kStarred &&
        !part->is_async) {
      evaluateInto(part->target, (*single)[0]);
      Label skip;
      for (E condition : part->ifs)
        jumpOn(condition, false, skip);
      clause(clauses, index + 1, kind, element, value, result, 0);
      place(skip);
      return;
    }
    emit(part->is_async ? Opcode::kGetAIter : Opcode::kGetIter, iterator, operand(source));
  }
  Label head, end;
  setAllDeletableUnbound(unit_->flow);
  place(head);
  Flow before = unit_->flow;
  ProtectedRange range;
  Register item = take(3);
  if (part->is_async) {
    At at(*this, part->target);
    Register awaitable = static_cast<Register>(item + 1);
    begin(range);
    emit(Opcode::kGetANext, awaitable, iterator);
    delegate(awaitable, item);
    suspend(range);
    store(part->target, item);
  } else {
    At at(*this, part->target);
    storeIteration(part->target, iterator, end);
  }
  for (E condition : part->ifs)
    jumpOn(condition, false, head);
  clause(clauses, index + 1, kind, element, value, result, 0);
  jump(head);
  unit_->flow = before;
  if (part->is_async) {
    protect(range, here(), item);
    emit(Opcode::kEndAsyncFor, item);
  }
  place(end);
}

} // namespace pystm
