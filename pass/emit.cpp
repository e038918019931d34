//===- pass/emit.cpp - Barriers as instructions ------------------------------===//
//
// The shape of an inline barrier; what is not needed is left out:
//
//            distance = p - window_base
//            distance >> 36 != 0 ? ──────────────┐
//            write: write_marks[distance >> 4]   │
//                   != stamp ? ──────────────────┤
//            read:  read_marks[distance >> 4]    │ slow
//                   = stamp                      │
//            p' = p + view_offset                p' = __stm_read_slow(p, size)
//                        └──────────┬────────────┘
//                          access through p'
//
//===----------------------------------------------------------------------===//
#include "emit.h"

#include "stm/abi.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;

namespace stm {
namespace {

StringRef noteFor(const Access &access) {
  if (access.reason != Count::kNumber)
    return countInfo(access.reason).words;
  return access.barrier == Barrier::Write ? "write" : "read";
}

/// Where the barrier's bytes begin and where the last of them is, as distances from the window's begin.
Value *first(IRBuilderBase &builder, Value *distance, const Access &access) {
  return access.before ? builder.CreateSub(distance, builder.getInt64(access.before)) : distance;
}
Value *last(IRBuilderBase &builder, Value *distance, const Access &access) {
  return builder.CreateAdd(distance, builder.getInt64(access.covered() - 1 - access.before));
}

void addNote(Instruction &instruction, StringRef note) {
  StringRef old = annotation(instruction);
  annotate(instruction, old.empty() ? note.str() : (old + ", " + note).str());
}

} // namespace

Value *Emitter::callSlow(IRBuilderBase &builder, const Access &access) {
  bool writes = access.barrier == Barrier::Write;
  Type *byte = builder.getInt8Ty();
  Value *pointer = access.pointer();
  if (access.before)
    pointer = builder.CreateConstGEP1_64(byte, pointer, -access.before);
  Entry entry = !writes ? Entry::__stm_read_slow : access.is_whole ? Entry::__stm_write_slow : Entry::__stm_write_part;
  Value *address = abi_.call(builder, entry,
                             {pointer, builder.getInt64(std::max<uint64_t>(access.covered(), 1))});
  return access.before ? builder.CreateConstGEP1_64(byte, address, access.before) : address;
}

Value *Emitter::markAddress(IRBuilderBase &builder, Value *marks, Value *distance) {
  return builder.CreateGEP(builder.getInt16Ty(), marks,
                           builder.CreateLShr(distance, STM_GRANULE_SHIFT));
}

void Emitter::setReadMarks(IRBuilderBase &builder, Value *marks, Value *stamp, Value *distance,
                           const Access &access) {
  auto mark = [&](Value *where) {
    Value *address = markAddress(builder, marks, where);
    annotate(*builder.CreateAlignedStore(stamp, address, Align(2)), "runtime");
  };
  Value *begin = first(builder, distance, access);
  mark(begin);
  for (unsigned i = 1; i + 1 < access.granules; ++i)
    mark(builder.CreateAdd(begin, builder.getInt64(i * STM_GRANULE_SIZE)));
  if (access.granules > 1)
    mark(last(builder, distance, access));
}

Value *Emitter::marksDiffer(IRBuilderBase &builder, Value *marks, Value *stamp, Value *distance,
                            const Access &access) {
  Value *from = markAddress(builder, marks, first(builder, distance, access));
  Value *to = access.granules > 1 ? markAddress(builder, marks, last(builder, distance, access)) : from;
  // So many at once from the `i`-th behind `place` on.
  auto differs = [&](unsigned many, Value *place, int64_t i) {
    Type *type = builder.getIntNTy(16 * many);
    LoadInst *mark = builder.CreateAlignedLoad(type, builder.CreateConstGEP1_64(builder.getInt16Ty(), place, i), Align(2));
    annotate(*mark, "runtime");
    Value *wanted = builder.CreateZExt(stamp, type);
    return builder.CreateICmpNE(mark, many > 1 ? builder.CreateMul(wanted, ConstantInt::get(type, 0x0001'0001'0001'0001)) : wanted);
  };
  if (access.granules > 4) // it touches one granule less, if its alignment is lucky
    return builder.CreateOr(differs(4, from, 0), differs(4, to, -3));
  Value *result = differs(1, from, 0);
  for (unsigned i = 1; i + 1 < access.granules; ++i)
    result = builder.CreateOr(result, differs(1, from, i));
  return access.granules > 1 ? builder.CreateOr(result, differs(1, to, 0)) : result;
}

Value *Emitter::inlineBarrier(Access &access) {
  Instruction *at = access.instruction;
  LLVMContext &context = at->getContext();
  IRBuilder<> builder(at);
  MDNode *unlikely = MDBuilder(context).createUnlikelyBranchWeights();
  bool checks_marks = access.barrier == Barrier::Write;
  bool has_slow = !access.in_window || checks_marks;

  Value *number = builder.CreatePtrToInt(access.pointer(), builder.getInt64Ty());
  Value *distance = nullptr;
  if (access.barrier != Barrier::Translate || !access.in_window)
    distance = builder.CreateSub(number, self_.get(builder, SelfField::WindowBase));
  // All constants before the branch, so that they are known behind the slow path as well.
  Value *offset = self_.get(builder, SelfField::ViewOffset);
  Value *stamp = nullptr, *marks = nullptr;
  if (access.barrier != Barrier::Translate) {
    stamp = self_.get(builder, SelfField::Stamp);
    marks = self_.get(builder, checks_marks ? SelfField::WriteMarks : SelfField::ReadMarks);
  }

  BasicBlock *head = at->getParent();
  BasicBlock *tail = nullptr, *slow = nullptr;
  if (has_slow) {
    tail = body_.split(at, "stm.go");
    slow = body_.create("stm.slow", head, tail);
    head->getTerminator()->eraseFromParent();
    builder.SetInsertPoint(head);
    builder.SetCurrentDebugLocation(at->getDebugLoc());
  }
  if (!access.in_window) {
    BasicBlock *inside = body_.create("stm.in", head, tail);
    builder.CreateCondBr(builder.CreateIsNotNull(builder.CreateLShr(distance, STM_WINDOW_SHIFT)),
                         slow, inside, unlikely);
    builder.SetInsertPoint(inside);
  }
  if (checks_marks) {
    BasicBlock *from = builder.GetInsertBlock();
    BasicBlock *marked = body_.create("stm.marked", from, tail);
    builder.CreateCondBr(marksDiffer(builder, marks, stamp, distance, access), slow, marked, unlikely);
    builder.SetInsertPoint(marked);
  } else if (access.barrier == Barrier::Read) {
    setReadMarks(builder, marks, stamp, distance, access);
  }
  Value *fast = builder.CreateIntToPtr(builder.CreateAdd(number, offset), builder.getPtrTy());
  if (!has_slow)
    return fast;

  BasicBlock *fast_end = builder.GetInsertBlock();
  builder.CreateBr(tail);
  builder.SetInsertPoint(slow);
  Value *result = callSlow(builder, access);
  builder.CreateBr(tail);
  builder.SetInsertPoint(tail, tail->begin());
  PHINode *address = builder.CreatePHI(builder.getPtrTy(), 2);
  address->addIncoming(fast, fast_end);
  address->addIncoming(result, slow);
  return address;
}

Value *Emitter::address(Access &access) {
  if (access.shift) {
    IRBuilder<> builder(access.instruction);
    Value *number = builder.CreatePtrToInt(access.pointer(), builder.getInt64Ty());
    return builder.CreateIntToPtr(builder.CreateAdd(number, access.shift), builder.getPtrTy());
  }
  if (access.translated) {
    IRBuilder<> builder(access.instruction);
    Value *base = access.translated->address;
    if (access.is_choice) {
      Type *word = builder.getInt64Ty();
      Value *apart = builder.CreateSub(builder.CreatePtrToInt(access.pointer(), word),
                                       builder.CreatePtrToInt(access.translated->program_address, word));
      return builder.CreateIntToPtr(builder.CreateAdd(builder.CreatePtrToInt(base, word), apart), builder.getPtrTy());
    }
    return access.distance
               ? builder.CreateConstGEP1_64(builder.getInt8Ty(), base, access.distance)
               : base;
  }
  if (access.is_range) {
    IRBuilder<> builder(access.instruction);
    return callSlow(builder, access);
  }
  return inlineBarrier(access);
}

void Emitter::emit(Access &access) {
  addNote(*access.instruction, noteFor(access));
  Counters &counters = body_.counters;
  if (access.reason != Count::kNumber)
    ++counters[access.reason];
  if (access.barrier == Barrier::None)
    return;
  if (access.barrier == Barrier::Log) {
    IRBuilder<> builder(access.instruction);
    abi_.call(builder, Entry::__stm_log_local, {access.pointer(), builder.getInt64(access.size)});
    ++counters[Count::LocalLog];
    return;
  }
  if (access.barrier != Barrier::Translate && !access.shift) {
    ++counters[access.is_range ? Count::RangeBarrier
               : access.barrier == Barrier::Write ? Count::WriteBarrier
                                                  : Count::ReadBarrier];
    if (access.in_window && !access.is_range)
      ++counters[Count::InWindow];
  }
  access.program_address = access.pointer();
  access.address = address(access);
  access.instruction->setOperand(access.operand, access.address);
  if (!access.instruction->isVolatile()) {
    // These promise things about the program's own pointer.
    access.instruction->setMetadata(LLVMContext::MD_invariant_group, nullptr);
  }
}

} // namespace stm
