//===- pass/call_sites.cpp - Calls in transactions ---------------------------===//
//
// See call_sites.h. A call stays one instruction whatever happens to its callee: where
// the callee is known at run time only, blocks in front of it choose the address. So
// invokes, tail calls and operand bundles need no care.
//
//===----------------------------------------------------------------------===//
#include "call_sites.h"

#include "markers.h"
#include "provenance.h"

#include "stm/abi.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/AttributeMask.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;

namespace stm {
namespace {

/// What holds for a call of the original need not hold for one of its clone.
void forgetAttributes(CallBase &call) {
  AttributeMask lost;
  for (Attribute::AttrKind kind : {Attribute::Memory, Attribute::NoSync, Attribute::NoFree,
                                   Attribute::WillReturn, Attribute::NoCallback,
                                   Attribute::AllocSize, Attribute::Speculatable})
    lost.addAttribute(kind);
  AttributeMask lost_of_values;
  for (Attribute::AttrKind kind :
       {Attribute::NoAlias, Attribute::ReadNone, Attribute::ReadOnly, Attribute::WriteOnly,
        Attribute::Captures, Attribute::NoFree, Attribute::Writable, Attribute::Initializes,
        Attribute::DeadOnUnwind})
    lost_of_values.addAttribute(kind);
  call.removeFnAttrs(lost);
  call.removeRetAttrs(lost_of_values);
  for (unsigned i = 0; i < call.arg_size(); ++i)
    call.removeParamAttrs(i, lost_of_values);
  // Says that the callee is one of a known set of originals.
  call.setMetadata(LLVMContext::MD_callees, nullptr);
  call.setMetadata("heapallocsite", nullptr);
}

/// Functions that a guard whose lock is elided calls (runtime/src/entry/mutexes.cpp).
bool isLockFunction(const Function *callee) {
  return callee && StringSwitch<bool>(callee->getName())
                       .Cases({"pthread_mutex_lock", "pthread_mutex_trylock", "pthread_mutex_unlock", "mtx_lock",
                               "mtx_trylock", "mtx_unlock"},
                              true)
                       .Default(false);
}

std::string nameOf(const CallBase &call, const Function *callee) {
  if (call.isInlineAsm())
    return "asm";
  return callee ? readableName(callee->getName()) : "function pointer";
}

} // namespace

void CallSites::rewrite(Body &body) {
  SmallVector<CallBase *, 16> calls;
  SmallVector<StoreInst *, 4> segment_stores;
  for (BasicBlock *block : body.blocks)
    for (Instruction &instruction : *block) {
      // (A marker takes the lifetime of its guard along.)
      if (auto *call = dyn_cast<CallBase>(&instruction); call && !isa<LifetimeIntrinsic>(call))
        calls.push_back(call);
      if (auto *store = dyn_cast<StoreInst>(&instruction); store && store->getPointerAddressSpace() >= kFirstSegmentAddressSpace)
        segment_stores.push_back(store);
    }
  for (CallBase *call : calls)
    rewrite(*call, body);
  // Where they lead is not known, so their old values cannot be saved.
  for (StoreInst *store : segment_stores)
    becomeIrrevocable(*store, data_.reason("segment-relative store", store->getDebugLoc()), body);
}

void CallSites::rewrite(CallBase &call, Body &body) {
  CallClass found =
      classifyCall(call, [&](const Function &function) { return clones_.has(function); });
  if (found.fresh)
    body.fresh[&call] = found.marked;
  switch (found.kind) {
  case CallKind::Harmless:
  case CallKind::Memory:
    return;
  case CallKind::Clone:
    call.setCalledOperand(clones_.cloneOf(*found.callee));
    forgetAttributes(call);
    body.clobbers.insert(&call);
    reporter_.calls(body, *clones_.cloneOf(*found.callee));
    ++body.counters[Count::CloneCall];
    return;
  case CallKind::Replaceable:
    callKnown(call, *found.callee, /*harmless=*/true, body);
    return;
  case CallKind::WeakClone:
    if (found.provided && call.getFunctionType() == found.callee->getFunctionType())
      callKnown(call, *found.callee, /*harmless=*/false, body);
    else
      callWeakClone(call, found, body);
    return;
  case CallKind::Indirect:
    callThroughPointer(call, body);
    return;
  case CallKind::Replaced:
    callReplacement(call, found.entry, body);
    return;
  case CallKind::Irrevocable: {
    if (body.divisible && dividesTransaction(call)) {
      found.promised = true;
      callWeakClone(call, found, body);
      return;
    }
    std::string name = nameOf(call, found.callee);
    if (isLockFunction(found.callee) && call.arg_size()) {
      IRBuilder<> builder(&call);
      body.clobbers.insert(abi_.call(builder, Entry::__stm_lock_call,
                                     {data_.reason(name, call.getDebugLoc()), call.getArgOperand(0)}));
    } else {
      becomeIrrevocable(call, data_.reason(name, call.getDebugLoc()), body);
    }
    reporter_.irrevocable(body, call.getDebugLoc(), name, found.why);
    body.clobbers.insert(&call);
    ++body.counters[Count::IrrevocableCall];
    return;
  }
  case CallKind::RegionBegin:
  case CallKind::RegionEnd:
    replaceMarker(call, found.kind == CallKind::RegionBegin, body);
    return;
  }
}

void CallSites::becomeIrrevocable(Instruction &before, Constant *reason, Body &body) {
  IRBuilder<> builder(&before);
  body.clobbers.insert(abi_.call(builder, Entry::__stm_become_irrevocable, {reason}));
}

/// A function whose clone the runtime brings, or the program.
void CallSites::callKnown(CallBase &call, Function &callee, bool harmless, Body &body) {
  call.setCalledOperand(thunks_.get(callee, harmless));
  forgetAttributes(call);
  body.clobbers.insert(&call);
  ++body.counters[Count::WeakCloneCall];
}

void CallSites::callWeakClone(CallBase &call, const CallClass &found, Body &body) {
  Function &callee = *found.callee;
  BasicBlock *head = call.getParent();
  IRBuilder<> builder(&call);
  Constant *clone = clones_.weakReference(callee);
  Value *missing = builder.CreateIsNull(clone);
  Instruction *otherwise = body.insertIf(missing, &call, /*likely=*/false, "stm.no.clone");
  std::string name = readableName(callee.getName());
  becomeIrrevocable(*otherwise, data_.reason(name, call.getDebugLoc()), body);
  if (!found.promised)
    reporter_.irrevocable(body, call.getDebugLoc(), name, "it has no transactional version in this module");
  ++body.counters[Count::WeakCloneCall];
  builder.SetInsertPoint(&call);
  PHINode *target = builder.CreatePHI(builder.getPtrTy(), 2, "stm.callee");
  target->addIncoming(&callee, otherwise->getParent());
  target->addIncoming(clone, head);
  call.setCalledOperand(target);
  forgetAttributes(call);
  body.clobbers.insert(&call);
}

void CallSites::callThroughPointer(CallBase &call, Body &body) {
  Value *function = call.getCalledOperand();
  BasicBlock *head = call.getParent();
  BasicBlock *go = body.split(&call, "stm.call");
  BasicBlock *look = body.create("stm.prefix", head, go);
  BasicBlock *direct = body.create("stm.clone", head, go);
  BasicBlock *resolve = body.create("stm.resolve", head, go);
  MDBuilder weights(call.getContext());

  // The first bytes of a page have no word before them on the same page: it need not be mapped.
  Instruction *old = head->getTerminator();
  IRBuilder<> builder(old);
  builder.SetCurrentDebugLocation(call.getDebugLoc());
  Value *offset = builder.CreateAnd(builder.CreatePtrToInt(function, builder.getInt64Ty()), 4095);
  builder.CreateCondBr(builder.CreateICmpUGE(offset, builder.getInt64(8)), look, resolve,
                       weights.createLikelyBranchWeights());
  old->eraseFromParent();

  builder.SetInsertPoint(look);
  LoadInst *magic = builder.CreateAlignedLoad(
      builder.getInt32Ty(), builder.CreateConstGEP1_64(builder.getInt8Ty(), function, -8), Align(1));
  annotate(*magic, "runtime");
  builder.CreateCondBr(builder.CreateICmpEQ(magic, builder.getInt32(STM_PREFIX_MAGIC)), direct,
                       resolve, weights.createLikelyBranchWeights());

  builder.SetInsertPoint(direct);
  LoadInst *distance = builder.CreateAlignedLoad(
      builder.getInt32Ty(), builder.CreateConstGEP1_64(builder.getInt8Ty(), function, -4), Align(1));
  annotate(*distance, "runtime");
  Value *clone = builder.CreateGEP(builder.getInt8Ty(), function,
                                   builder.CreateSExt(distance, builder.getInt64Ty()));
  builder.CreateBr(go);

  builder.SetInsertPoint(resolve);
  CallInst *resolved =
      abi_.call(builder, Entry::__stm_resolve,
                {function, data_.reason("function pointer", call.getDebugLoc())});
  body.clobbers.insert(resolved);
  builder.CreateBr(go);

  builder.SetInsertPoint(&call);
  PHINode *target = builder.CreatePHI(builder.getPtrTy(), 2, "stm.callee");
  target->addIncoming(clone, direct);
  target->addIncoming(resolved, resolve);
  call.setCalledOperand(target);
  forgetAttributes(call);
  body.clobbers.insert(&call);
  reporter_.irrevocable(body, call.getDebugLoc(), "function pointer",
                        "the function it points to may have no transactional version");
  ++body.counters[Count::IndirectCall];
}

void CallSites::callReplacement(CallBase &call, Entry entry, Body &body) {
  Function *replacement = abi_.declare(entry);
  if (call.getFunctionType() != replacement->getFunctionType()) {
    std::string name = nameOf(call, call.getCalledFunction());
    becomeIrrevocable(call, data_.reason(name, call.getDebugLoc()), body);
    return;
  }
  call.setCalledOperand(replacement);
  forgetAttributes(call);
  call.setCallingConv(replacement->getCallingConv());
  ++body.counters[Count::RangeBarrier];
}

/// An inner region that keeps a checkpoint. (The markers of all others are gone already.)
void CallSites::replaceMarker(CallBase &marker, bool begin, Body &body) {
  IRBuilder<> builder(&marker);
  CallInst *call;
  if (begin) {
    Constant *null = ConstantPointerNull::get(builder.getPtrTy());
    Value *return_slot = builder.CreateIntrinsic(Intrinsic::addressofreturnaddress, {builder.getPtrTy()}, {});
    Value *cfa = builder.CreateConstGEP1_64(builder.getInt8Ty(), return_slot, 8);
    call = abi_.call(builder, Entry::__stm_nested_begin,
                     {data_.site(body.function, marker.getDebugLoc(), 0), cfa, null, null});
    call->setTailCallKind(CallInst::TCK_NoTail);
    marker.replaceAllUsesWith(call);
    body.nested_begins.push_back(call);
  } else {
    call = abi_.call(builder, Entry::__stm_nested_end, {});
  }
  body.clobbers.insert(call);
  if (auto *invoke = dyn_cast<InvokeInst>(&marker)) {
    builder.CreateBr(invoke->getNormalDest());
    invoke->getUnwindDest()->removePredecessor(invoke->getParent());
  }
  eraseMarker(marker);
}

} // namespace stm
