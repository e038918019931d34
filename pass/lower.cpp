//===- pass/lower.cpp - Fewer kinds of accesses ------------------------------===//
//
// See lower.h.
//
//===----------------------------------------------------------------------===//
#include "lower.h"

#include "provenance.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/LowerAtomic.h"

using namespace llvm;

namespace stm {
namespace {

void makePlain(Instruction &instruction) {
  if (auto *load = dyn_cast<LoadInst>(&instruction))
    load->setAtomic(AtomicOrdering::NotAtomic);
  else if (auto *store = dyn_cast<StoreInst>(&instruction))
    store->setAtomic(AtomicOrdering::NotAtomic);
  else if (auto *update = dyn_cast<AtomicRMWInst>(&instruction))
    lowerAtomicRMWInst(update);
  else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction))
    lowerAtomicCmpXchgInst(exchange);
}

/// The object of an atomic access; none for a fence.
struct AtomicObject {
  Value *pointer = nullptr;
  Type *type = nullptr;
};

AtomicObject objectOf(Instruction &instruction) {
  if (auto *update = dyn_cast<AtomicRMWInst>(&instruction))
    return {update->getPointerOperand(), update->getValOperand()->getType()};
  if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction))
    return {exchange->getPointerOperand(), exchange->getNewValOperand()->getType()};
  if (isa<FenceInst>(instruction))
    return {};
  return {getLoadStorePointerOperand(&instruction), getLoadStoreType(&instruction)};
}

/// Nobody outside of the transaction can see it.
bool isOwn(Origin origin) {
  switch (origin) {
  case Origin::Constant:
  case Origin::DeadFrame:
  case Origin::Fresh:
  case Origin::FreshMarked:
  case Origin::Local:
  case Origin::OwnFrame:
    return true;
  default:
    return false;
  }
}

/// Tells the runtime of the access, before its barrier; one that nobody else can see becomes plain. A fence stays as it
/// is: an irrevocable transaction may need it.
void lowerAtomic(Instruction &instruction, Body &body, RuntimeAbi &abi) {
  AtomicObject object = objectOf(instruction);
  if (!object.pointer)
    return;
  if (isOwn(originOf(object.pointer, instruction, body)))
    return makePlain(instruction);
  IRBuilder<> builder(&instruction);
  uint64_t size = instruction.getDataLayout().getTypeStoreSize(object.type);
  abi.call(builder, isa<LoadInst>(instruction) ? Entry::__stm_atomic_read : Entry::__stm_atomic_write,
           {object.pointer, builder.getInt64(size)});
}

bool isMasked(const IntrinsicInst &call) {
  switch (call.getIntrinsicID()) {
  case Intrinsic::masked_load:
  case Intrinsic::masked_gather:
    return isa<FixedVectorType>(call.getType());
  case Intrinsic::masked_store:
  case Intrinsic::masked_scatter:
    return isa<FixedVectorType>(call.getArgOperand(0)->getType());
  default:
    return false;
  }
}

/// One conditional access for each element.
void lowerMasked(IntrinsicInst &call, Body &body) {
  Intrinsic::ID id = call.getIntrinsicID();
  bool stores = id == Intrinsic::masked_store || id == Intrinsic::masked_scatter;
  bool spread = id == Intrinsic::masked_gather || id == Intrinsic::masked_scatter;
  Value *stored = stores ? call.getArgOperand(0) : nullptr;
  unsigned pointer_operand = stores ? 1 : 0;
  Value *pointer = call.getArgOperand(pointer_operand);
  Value *mask = call.getArgOperand(stores ? 2 : 1);
  Value *result = stores ? nullptr : call.getArgOperand(2);
  auto *type = cast<FixedVectorType>(stores ? stored->getType() : call.getType());
  Type *element = type->getElementType();
  uint64_t size = call.getDataLayout().getTypeStoreSize(element);
  Align align = call.getParamAlign(pointer_operand).valueOrOne();
  if (!spread)
    align = commonAlignment(align, size);

  for (unsigned i = 0; i < type->getNumElements(); ++i) {
    IRBuilder<> builder(&call);
    Value *wanted = builder.CreateExtractElement(mask, i);
    Value *old = result;
    BasicBlock *head = call.getParent();
    Instruction *then = body.insertIf(wanted, &call, /*likely=*/true, "stm.lane");
    builder.SetInsertPoint(then);
    Value *place = spread ? builder.CreateExtractElement(pointer, i)
                          : builder.CreateConstGEP1_64(element, pointer, i);
    if (stores) {
      builder.CreateAlignedStore(builder.CreateExtractElement(stored, i), place, align);
      continue;
    }
    Value *with = builder.CreateInsertElement(old, builder.CreateAlignedLoad(element, place, align), i);
    builder.SetInsertPoint(&call);
    PHINode *phi = builder.CreatePHI(type, 2);
    phi->addIncoming(with, then->getParent());
    phi->addIncoming(old, head);
    result = phi;
  }
  if (!stores)
    call.replaceAllUsesWith(result);
  call.eraseFromParent();
}

} // namespace

void lowerAccesses(Body &body, RuntimeAbi &abi) {
  SmallVector<Instruction *, 16> atomic;
  SmallVector<IntrinsicInst *, 4> masked;
  for (BasicBlock *block : body.blocks)
    for (Instruction &instruction : *block) {
      if (instruction.isAtomic())
        atomic.push_back(&instruction);
      if (auto *call = dyn_cast<IntrinsicInst>(&instruction); call && isMasked(*call))
        masked.push_back(call);
    }
  for (Instruction *instruction : atomic)
    if (!isa<CallBase>(instruction)) // Memory intrinsics: the runtime copies bytes in any case.
      lowerAtomic(*instruction, body, abi);
  for (IntrinsicInst *call : masked)
    lowerMasked(*call, body);
}

} // namespace stm
