//===- pass/markers.cpp - The front end's markers ----------------------------===//
//
// See markers.h.
//
//===----------------------------------------------------------------------===//
#include "markers.h"

#include "runtime_abi.h"

#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Local.h"

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

const BasicBlock *cancelledEdge(const Instruction &terminator) {
  auto *branch = dyn_cast<BranchInst>(&terminator);
  auto *test = branch && branch->isConditional() ? dyn_cast<ICmpInst>(branch->getCondition()) : nullptr;
  auto *begin = test && test->isEquality() ? dyn_cast<Instruction>(test->getOperand(0)) : nullptr;
  auto *zero = test ? dyn_cast<ConstantInt>(test->getOperand(1)) : nullptr;
  if (!begin || !zero || !zero->isZero() || depthChange(*begin) <= 0)
    return nullptr;
  return branch->getSuccessor(test->getPredicate() == ICmpInst::ICMP_EQ ? 1 : 0);
}

void neverCancelled(Use &result) {
  auto *user = cast<Instruction>(result.getUser());
  result.set(Constant::getNullValue(result->getType()));
  auto *test = dyn_cast<ICmpInst>(user);
  Constant *known = test ? ConstantFoldInstruction(test, test->getDataLayout()) : nullptr;
  if (!known)
    return;
  SmallVector<BasicBlock *, 2> branches;
  for (User *decided : test->users())
    if (auto *branch = dyn_cast<BranchInst>(decided))
      branches.push_back(branch->getParent());
  test->replaceAllUsesWith(known);
  test->eraseFromParent();
  for (BasicBlock *block : branches)
    ConstantFoldTerminator(block);
}

void forgetGuard(CallBase &marker) {
  if (marker.arg_size() == 0)
    return;
  Value *argument = marker.getArgOperand(0);
  marker.setArgOperand(0, Constant::getNullValue(argument->getType()));
  if (auto *guard = dyn_cast<AllocaInst>(argument->stripPointerCasts()))
    eraseUnusedGuard(*guard);
}

void eraseMarker(CallBase &marker) {
  SmallVector<Use *, 2> results;
  for (Use &use : marker.uses())
    results.push_back(&use);
  for (Use *result : results)
    neverCancelled(*result);
  forgetGuard(marker);
  marker.eraseFromParent();
}

} // namespace stm
