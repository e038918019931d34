//===- pass/markers.cpp - The front end's markers ----------------------------===//
//
// See markers.h.
//
//===----------------------------------------------------------------------===//
#include "markers.h"

#include "runtime_abi.h"

#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stm {
namespace {

void eraseUnusedGuard(AllocaInst &guard) {
  SmallVector<Instruction *, 4> users;
  for (User *user : guard.users()) {
    auto *instruction = cast<Instruction>(user);
    auto *store = dyn_cast<StoreInst>(instruction);
    auto *stored = store ? dyn_cast<Instruction>(store->getValueOperand()) : nullptr;
    bool sets_only = store && store->getPointerOperand() == &guard && !store->isVolatile() &&
                     (!stored || depthChange(*stored) > 0);
    if (!sets_only && !isa<LifetimeIntrinsic>(instruction))
      return;
    users.push_back(instruction);
  }
  for (Instruction *user : users)
    user->eraseFromParent();
  guard.eraseFromParent();
}

} // namespace

int depthChange(const Instruction &instruction) {
  auto *call = dyn_cast<CallBase>(&instruction);
  const Function *callee = call ? call->getCalledFunction() : nullptr;
  if (!callee)
    return 0;
  if (callee->getName() == entryName(Entry::__stm_region_begin))
    return 1;
  return callee->getName() == entryName(Entry::__stm_region_end) ? -1 : 0;
}

void eraseMarker(CallBase &marker) {
  if (!marker.use_empty())
    marker.replaceAllUsesWith(Constant::getNullValue(marker.getType()));
  AllocaInst *guard = marker.arg_size()
                          ? dyn_cast<AllocaInst>(marker.getArgOperand(0)->stripPointerCasts())
                          : nullptr;
  marker.eraseFromParent();
  if (guard)
    eraseUnusedGuard(*guard);
}

} // namespace stm
