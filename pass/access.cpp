//===- pass/access.cpp - The memory accesses of a body -----------------------===//
//
// See access.h. Every instruction that touches memory ends in one of three ways: with a list of
// accesses, as a call of the runtime, or with a note why it needs neither.
//
//===----------------------------------------------------------------------===//
#include "access.h"

#include "provenance.h"

#include "stm/abi.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stm {
namespace {

/// Bytes of a va_list on x86-64.
constexpr uint64_t kVaListSize = 24;

bool isLocal(const Value *pointer) {
  return pointer->getType()->getPointerAddressSpace() == kLocalAddressSpace;
}

class Collector {
public:
  Collector(Body &body, RuntimeAbi &abi)
      : body_(body), abi_(abi), layout_(body.function.getDataLayout()) {}

  std::vector<Access> run();

private:
  void visit(Instruction &instruction);
  void visitCall(CallBase &call);
  void visitTransfer(AnyMemTransferInst &transfer);
  void visitSet(AnyMemSetInst &set);
  void visitByValArguments(CallBase &call);
  void add(Instruction &instruction, unsigned operand, bool writes, uint64_t size, Align align);
  void callRuntime(AnyMemIntrinsic &call, Entry entry, ArrayRef<Value *> arguments);
  void callBarrier(AnyMemTransferInst &transfer, unsigned operand, bool writes);
  bool isPlain(const Value *pointer, const Instruction &where, bool writes) const;
  void choose(Access &access) const;

  Body &body_;
  RuntimeAbi &abi_;
  const DataLayout &layout_;
  std::vector<Access> accesses_;
};

std::vector<Access> Collector::run() {
  SmallVector<Instruction *, 64> instructions;
  for (BasicBlock *block : body_.blocks)
    for (Instruction &instruction : *block)
      if (instruction.mayReadOrWriteMemory() && annotation(instruction).empty())
        instructions.push_back(&instruction);
  for (Instruction *instruction : instructions)
    visit(*instruction);
  return std::move(accesses_);
}

void Collector::visit(Instruction &instruction) {
  if (auto *load = dyn_cast<LoadInst>(&instruction)) {
    add(*load, load->getPointerOperandIndex(), false, layout_.getTypeStoreSize(load->getType()),
        load->getAlign());
  } else if (auto *store = dyn_cast<StoreInst>(&instruction)) {
    add(*store, store->getPointerOperandIndex(), true,
        layout_.getTypeStoreSize(store->getValueOperand()->getType()), store->getAlign());
  } else if (auto *update = dyn_cast<AtomicRMWInst>(&instruction)) {
    add(*update, update->getPointerOperandIndex(), true,
        layout_.getTypeStoreSize(update->getValOperand()->getType()), update->getAlign());
  } else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction)) {
    add(*exchange, exchange->getPointerOperandIndex(), true,
        layout_.getTypeStoreSize(exchange->getNewValOperand()->getType()), exchange->getAlign());
  } else if (auto *list = dyn_cast<VAArgInst>(&instruction)) {
    add(*list, list->getPointerOperandIndex(), true, kVaListSize, Align(8));
  } else if (auto *call = dyn_cast<CallBase>(&instruction)) {
    visitCall(*call);
  }
}

void Collector::visitCall(CallBase &call) {
  if (auto *transfer = dyn_cast<AnyMemTransferInst>(&call))
    return visitTransfer(*transfer);
  if (auto *set = dyn_cast<AnyMemSetInst>(&call))
    return visitSet(*set);
  if (auto *intrinsic = dyn_cast<IntrinsicInst>(&call)) {
    switch (intrinsic->getIntrinsicID()) {
    case Intrinsic::vastart:
    case Intrinsic::vaend:
      return add(call, 0, true, kVaListSize, Align(8));
    case Intrinsic::vacopy:
      add(call, 0, true, kVaListSize, Align(8));
      return add(call, 1, false, kVaListSize, Align(8));
    default:
      return;
    }
  }
  visitByValArguments(call);
}

/// The call copies what such an argument points to.
void Collector::visitByValArguments(CallBase &call) {
  for (unsigned i = 0; i < call.arg_size(); ++i)
    if (call.isByValArgument(i))
      add(call, i, false, layout_.getTypeAllocSize(call.getParamByValType(i)),
          call.getParamAlign(i).valueOrOne());
}

/// True if the access needs nothing at all.
bool Collector::isPlain(const Value *pointer, const Instruction &where, bool writes) const {
  switch (originOf(pointer, where, body_)) {
  case Origin::OwnFrame:
  case Origin::DeadFrame:
  case Origin::Local:
    return true;
  case Origin::Constant:
  case Origin::ThreadLocal:
  case Origin::LoggedFrame:
    return !writes;
  default:
    return false;
  }
}

void Collector::visitTransfer(AnyMemTransferInst &transfer) {
  bool plain_to = isPlain(transfer.getRawDest(), transfer, true);
  bool plain_from = isPlain(transfer.getRawSource(), transfer, false);
  auto *size = dyn_cast<ConstantInt>(transfer.getLength());
  if ((plain_to && plain_from) || size) {
    uint64_t bytes = size ? size->getZExtValue() : 0;
    add(transfer, 0, true, bytes, transfer.getDestAlign().valueOrOne());
    add(transfer, 1, false, bytes, transfer.getSourceAlign().valueOrOne());
    return;
  }
  // The runtime's copy puts barriers on both sides.
  if (isLocal(transfer.getRawDest()))
    return callBarrier(transfer, 1, false);
  if (isLocal(transfer.getRawSource()))
    return callBarrier(transfer, 0, true);
  bool overlaps = isa<AnyMemMoveInst>(transfer);
  callRuntime(transfer, overlaps ? Entry::__stm_memmove : Entry::__stm_memcpy,
              {transfer.getRawDest(), transfer.getRawSource(), transfer.getLength()});
}

void Collector::visitSet(AnyMemSetInst &set) {
  auto *size = dyn_cast<ConstantInt>(set.getLength());
  if (size || isPlain(set.getRawDest(), set, true))
    return add(set, 0, true, size ? size->getZExtValue() : 0, set.getDestAlign().valueOrOne());
  callRuntime(set, Entry::__stm_memset, {set.getRawDest(), set.getValue(), set.getLength()});
}

void Collector::callRuntime(AnyMemIntrinsic &call, Entry entry, ArrayRef<Value *> arguments) {
  IRBuilder<> builder(&call);
  SmallVector<Value *, 3> operands(arguments);
  if (entry == Entry::__stm_memset)
    operands[1] = builder.CreateZExt(operands[1], builder.getInt32Ty());
  operands[2] = builder.CreateZExt(operands[2], builder.getInt64Ty());
  annotate(*abi_.call(builder, entry, operands), "runtime");
  ++body_.counters[Count::RangeBarrier];
  call.eraseFromParent();
}

/// Translates one operand of a copy whose size is known only when it runs.
void Collector::callBarrier(AnyMemTransferInst &transfer, unsigned operand, bool writes) {
  IRBuilder<> builder(&transfer);
  Value *size = builder.CreateZExt(transfer.getLength(), builder.getInt64Ty());
  CallInst *address = abi_.call(builder, writes ? Entry::__stm_write_slow : Entry::__stm_read_slow,
                                {transfer.getArgOperand(operand), size});
  transfer.setArgOperand(operand, address);
  annotate(transfer, "runtime");
  ++body_.counters[Count::RangeBarrier];
}

void Collector::add(Instruction &instruction, unsigned operand, bool writes, uint64_t size,
                    Align align) {
  Access access{&instruction, operand, writes, size, align};
  access.is_whole = isa<StoreInst>(instruction) || isa<AtomicRMWInst>(instruction) || isa<AnyMemIntrinsic>(instruction);
  choose(access);
  accesses_.push_back(access);
}

void Collector::choose(Access &access) const {
  Value *pointer = access.pointer();
  Origin origin = originOf(pointer, *access.instruction, body_);
  if (auto *load = dyn_cast<LoadInst>(access.instruction); load && readsConstant(*load))
    origin = Origin::Constant;

  switch (origin) {
  case Origin::OwnFrame:
    access.reason = Count::OwnFrame;
    return;
  case Origin::DeadFrame:
    access.reason = Count::DeadAtBegin;
    return;
  case Origin::Local:
    access.reason = Count::Local;
    return;
  case Origin::LoggedFrame:
    access.reason = Count::OwnFrame;
    access.barrier = access.writes && access.size ? Barrier::Log : Barrier::None;
    return;
  case Origin::ThreadLocal:
    access.reason = Count::ThreadLocal;
    // Relative to a segment register: irrevocable by now (call_sites.cpp).
    if (access.writes && access.size && !pointer->getType()->getPointerAddressSpace())
      access.barrier = Barrier::Log;
    return;
  case Origin::Constant:
    if (!access.writes) {
      access.reason = Count::Constant;
      return;
    }
    break;
  case Origin::FreshMarked:
    access.reason = Count::Fresh;
    access.barrier = Barrier::Translate;
    access.in_window = true;
    return;
  case Origin::Fresh:
    if (!access.writes) {
      access.reason = Count::Fresh;
      access.barrier = Barrier::Translate;
      return;
    }
    break;
  case Origin::Frozen:
    access.in_window = true;
    if (!access.writes) {
      access.reason = Count::Frozen;
      access.barrier = Barrier::Translate;
      return;
    }
    break;
  case Origin::InWindow:
    access.in_window = true;
    break;
  case Origin::Shared:
    break;
  }
  if (access.size == 0) {
    access.reason = Count::Empty;
    return;
  }
  access.barrier = access.writes ? Barrier::Write : Barrier::Read;
  access.is_range = access.size > STM_GRANULE_SIZE;
  if (!access.is_range && access.align.value() < std::min<uint64_t>(PowerOf2Ceil(access.size), 16)) {
    access.align = std::max(access.align,
                            getKnownAlignment(pointer, layout_, access.instruction));
    access.granules = access.align.value() < PowerOf2Ceil(access.size) ? 2 : 1;
  }
}

} // namespace

std::vector<Access> collectAccesses(Body &body, RuntimeAbi &abi) {
  return Collector(body, abi).run();
}

} // namespace stm
