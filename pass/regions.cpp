//===- pass/regions.cpp - The two versions of a region ----------------------===//
//
// See regions.h. Steps: find the depth of each marker, split the blocks at the outermost ones, copy the
// blocks between them, repair SSA where a value has two definitions now, insert the calls.
//
//===----------------------------------------------------------------------===//
#include "regions.h"

#include "annotations.h"
#include "depths.h"
#include "markers.h"

#include "stm/abi.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace llvm;

namespace stm {
namespace {

class Versioning {
public:
  Versioning(Function &function, RuntimeAbi &abi, ModuleData &data, Reporter &reporter)
      : function_(function), abi_(abi), data_(data), reporter_(reporter) {}

  Regions run(function_ref<bool(const CallBase &)> undoable, function_ref<bool(const CallBase &)> may_undo);

private:
  bool collectMarkers();
  void listMarkers();
  void splitAtMarkers();
  bool flood();
  unsigned siteFlags(BasicBlock *entry, function_ref<bool(const CallBase &)> undoable,
                     const CallBase *&obstacle) const;
  void warnAlwaysIrrevocable(const CallBase &begin, const CallBase &obstacle) const;
  std::unique_ptr<Body> copyBlocks();
  void repair(const Body &copy);
  CallInst *insertBegin(unsigned transaction, unsigned flags);
  void settleResult(CallBase &marker, CallInst &mode, const Body &copy);
  void settleInnerMarkers(function_ref<bool(const CallBase &)> may_undo);
  bool fail(const DebugLoc &where, const Twine &text) {
    reporter_.error(function_, where, text);
    return false;
  }

  Function &function_;
  RuntimeAbi &abi_;
  ModuleData &data_;
  Reporter &reporter_;

  SmallVector<CallBase *, 8> markers_;
  OutermostMarkers outermost_;
  SmallVectorImpl<CallBase *> &begins_ = outermost_.begins;
  SmallVectorImpl<CallBase *> &ends_ = outermost_.ends;
  SmallVector<BasicBlock *, 4> first_;     // of the region that begins_[i] begins
  SmallPtrSet<BasicBlock *, 8> last_;      // blocks with an end marker of depth 1 as last instruction
  Body original_{function_};               // the blocks before they are copied
  ValueToValueMapTy map_;
};

void Versioning::listMarkers() {
  for (BasicBlock &block : function_)
    for (Instruction &instruction : block)
      if (depthChange(instruction))
        markers_.push_back(cast<CallBase>(&instruction));
}

bool Versioning::collectMarkers() {
  SmallVector<InvokeInst *, 4> invokes;
  for (BasicBlock &block : function_)
    if (auto *invoke = dyn_cast<InvokeInst>(block.getTerminator()); invoke && depthChange(*invoke))
      invokes.push_back(invoke);
  for (InvokeInst *invoke : invokes)
    changeToCall(invoke);
  listMarkers();
  if (markers_.empty())
    return false;

  // Depth means nothing in code that cannot run.
  if (removeUnreachableBlocks(function_)) {
    markers_.clear();
    listMarkers();
  }
  return !markers_.empty();
}

void Versioning::splitAtMarkers() {
  for (CallBase *begin : begins_) {
    BasicBlock *head = SplitBlock(begin->getParent(), begin->getIterator());
    first_.push_back(SplitBlock(head, std::next(begin->getIterator())));
  }
  for (CallBase *end : ends_) {
    BasicBlock *block = end->getParent();
    SplitBlock(block, std::next(end->getIterator()));
    last_.insert(block);
  }
}

/// Finds the blocks of each region.
bool Versioning::flood() {
  original_.is_clone = false;
  SmallVector<BasicBlock *, 16> work;
  auto reach = [&](BasicBlock *block, int transaction) {
    auto [known, is_new] = original_.transactions.try_emplace(block, transaction);
    if (!is_new && (known->second == transaction || known->second == Body::kAnyTransaction))
      return;
    if (!is_new)
      known->second = Body::kAnyTransaction;
    original_.blocks.insert(block);
    work.push_back(block);
  };
  for (auto [i, block] : enumerate(first_)) {
    original_.entries.insert(block);
    reach(block, static_cast<int>(i));
  }
  while (!work.empty()) {
    BasicBlock *block = work.pop_back_val();
    if (last_.contains(block))
      continue;
    int transaction = original_.transactionOf(block);
    for (BasicBlock *next : successors(block))
      reach(next, transaction);
  }
  return true;
}

/// Looks for a way from the region's begin to a commit that avoids irrevocable calls. Sets one that was in the way.
unsigned Versioning::siteFlags(BasicBlock *entry, function_ref<bool(const CallBase &)> undoable,
                               const CallBase *&obstacle) const {
  SmallVector<BasicBlock *, 16> work{entry};
  SmallPtrSet<BasicBlock *, 16> seen{entry};
  while (!work.empty()) {
    BasicBlock *block = work.pop_back_val();
    auto found = find_if(*block, [&](const Instruction &instruction) {
      auto *call = dyn_cast<CallBase>(&instruction);
      return call && !depthChange(*call) && !undoable(*call);
    });
    if (found != block->end()) {
      if (!obstacle)
        obstacle = cast<CallBase>(&*found);
      continue;
    }
    if (last_.contains(block))
      return 0;
    const BasicBlock *cancelled = cancelledEdge(*block->getTerminator());
    for (BasicBlock *next : successors(block))
      if (next != cancelled && seen.insert(next).second)
        work.push_back(next);
  }
  return STM_SITE_ALWAYS_IRREVOCABLE;
}

/// Not where the user has said that he knows.
void Versioning::warnAlwaysIrrevocable(const CallBase &begin, const CallBase &obstacle) const {
  const Function *callee = obstacle.getCalledFunction();
  if (callee && (callee->getName() == "stm_become_irrevocable" || callee->hasFnAttribute(kIrrevocableFunction)))
    return;
  reporter_.warning(function_, begin.getDebugLoc(),
                    "this atomic region is always irrevocable: no other region runs meanwhile; move what cannot be undone "
                    "behind it, or into stm_on_commit");
  std::string name = obstacle.isInlineAsm() ? "asm" : callee ? readableName(callee->getName()) : "function pointer";
  reporter_.note(function_, obstacle.getDebugLoc(), "call of '" + name + "' cannot be undone");
}

std::unique_ptr<Body> Versioning::copyBlocks() {
  auto body = std::make_unique<Body>(function_);
  body->is_clone = false;
  SmallVector<BasicBlock *, 16> copies;
  for (BasicBlock *block : original_.blocks) {
    BasicBlock *copy = CloneBasicBlock(block, map_, ".stm", &function_);
    map_[block] = copy;
    copies.push_back(copy);
    body->blocks.insert(copy);
    body->transactions[copy] = original_.transactionOf(block);
    if (original_.entries.contains(block))
      body->entries.insert(copy);
  }
  remapInstructionsInBlocks(copies, map_);
  return body;
}

/// After the copy, a value of a region reaches the code behind it from either version.
void Versioning::repair(const Body &copy) {
  auto needsRepair = [&](const Use &use, const Body &body, const Instruction &definition) {
    auto *user = cast<Instruction>(use.getUser());
    const BasicBlock *where = user->getParent();
    if (auto *phi = dyn_cast<PHINode>(user))
      where = phi->getIncomingBlock(use);
    else if (where == definition.getParent())
      return false;
    return !body.blocks.contains(const_cast<BasicBlock *>(where)) ||
           !body.sameTransaction(definition.getParent(), where);
  };
  for (BasicBlock *block : original_.blocks)
    for (Instruction &value : *block) {
      auto mapped = map_.find(&value);
      if (mapped == map_.end())
        continue;
      auto *twin = cast<Instruction>(mapped->second);
      SmallVector<Use *, 8> uses;
      for (Use &use : value.uses())
        if (needsRepair(use, original_, value))
          uses.push_back(&use);
      for (Use &use : twin->uses())
        if (needsRepair(use, copy, *twin))
          uses.push_back(&use);
      SSAUpdater updater;
      updater.Initialize(value.getType(), value.getName());
      updater.AddAvailableValue(value.getParent(), &value);
      updater.AddAvailableValue(twin->getParent(), twin);
      for (Use *use : uses)
        updater.RewriteUse(*use);
      if (!value.getType()->isVoidTy() && !uses.empty())
        updater.UpdateDebugValues(&value);
    }
}

/// Inner regions are a part of the outer one. Where they may be undone alone, the instrumented version keeps their
/// markers (call_sites.cpp); the plain one cannot be undone at all.
void Versioning::settleInnerMarkers(function_ref<bool(const CallBase &)> may_undo) {
  SmallVector<CallBase *, 8> inner;
  for (CallBase *marker : markers_)
    if (!is_contained(begins_, marker) && !is_contained(ends_, marker))
      inner.push_back(marker);
  markers_ = std::move(inner);
  original_.nests = !markers_.empty() && any_of(function_, [&](const BasicBlock &block) {
    return any_of(block, [&](const Instruction &instruction) {
      auto *call = dyn_cast<CallBase>(&instruction);
      return call && may_undo(*call);
    });
  });
  if (original_.nests) {
    for (CallBase *marker : markers_)
      forgetGuard(*marker);
    return;
  }
  for (CallBase *marker : markers_)
    eraseMarker(*marker);
  markers_.clear();
}

CallInst *Versioning::insertBegin(unsigned transaction, unsigned flags) {
  CallBase *marker = begins_[transaction];
  BasicBlock *plain = first_[transaction];
  auto *instrumented = cast<BasicBlock>(map_.lookup(plain));
  IRBuilder<> builder(marker);
  Constant *null = ConstantPointerNull::get(builder.getPtrTy());
  Value *return_slot = builder.CreateIntrinsic(Intrinsic::addressofreturnaddress, {builder.getPtrTy()}, {});
  Value *cfa = builder.CreateConstGEP1_64(builder.getInt8Ty(), return_slot, 8);
  CallInst *mode = abi_.call(builder, Entry::__stm_begin,
                             {data_.site(function_, marker->getDebugLoc(), flags), cfa, null, null});
  mode->setTailCallKind(CallInst::TCK_NoTail);
  Value *has_barriers =
      builder.CreateICmpEQ(mode, builder.getInt32(STM_MODE_INSTRUMENTED));
  Instruction *old = marker->getParent()->getTerminator();
  builder.SetInsertPoint(old);
  builder.CreateCondBr(has_barriers, instrumented, plain);
  old->eraseFromParent();
  return mode;
}

/// What the front end asks of its marker, the versions ask of begin: the plain one takes a cancelled transaction to its end.
/// The instrumented one never sees one.
void Versioning::settleResult(CallBase &marker, CallInst &mode, const Body &copy) {
  SmallVector<Use *, 2> results;
  for (Use &use : marker.uses())
    results.push_back(&use);
  Value *is_cancelled = nullptr;
  for (Use *result : results) {
    auto *user = cast<Instruction>(result->getUser());
    auto *phi = dyn_cast<PHINode>(user);
    if (copy.blocks.contains(phi ? phi->getIncomingBlock(*result) : user->getParent())) {
      neverCancelled(*result);
      continue;
    }
    if (!is_cancelled) {
      IRBuilder<> builder(mode.getNextNode());
      is_cancelled = builder.CreateZExt(builder.CreateICmpEQ(&mode, builder.getInt32(STM_MODE_CANCELLED)),
                                        builder.getInt32Ty());
    }
    result->set(is_cancelled);
  }
  eraseMarker(marker);
}

Regions Versioning::run(function_ref<bool(const CallBase &)> undoable,
                        function_ref<bool(const CallBase &)> may_undo) {
  if (!collectMarkers())
    return {};
  bool good = function_.callsFunctionThatReturnsTwice()
                  ? fail(markers_.front()->getDebugLoc(),
                         "an atomic region in a function that calls setjmp or its like")
                  : findOutermostMarkers(function_, abi_, reporter_, outermost_);
  markers_.clear(); // Blocks with markers may have been copied.
  listMarkers();
  if (!good) {
    for (CallBase *marker : markers_)
      eraseMarker(*marker);
    return {};
  }

  settleInnerMarkers(may_undo);
  splitAtMarkers();
  flood();

  SmallVector<unsigned, 4> flags;
  for (auto [entry, begin] : zip(first_, begins_)) {
    const CallBase *obstacle = nullptr;
    flags.push_back(siteFlags(entry, undoable, obstacle));
    if (flags.back() & STM_SITE_ALWAYS_IRREVOCABLE && obstacle)
      warnAlwaysIrrevocable(*begin, *obstacle);
  }
  for (CallBase *end : ends_) {
    IRBuilder<> builder(end);
    abi_.call(builder, Entry::__stm_commit, {})->setTailCallKind(CallInst::TCK_NoTail);
    eraseMarker(*end);
  }

  Regions result;
  result.frame = std::make_unique<Frame>(function_, original_);
  for (BasicBlock *entry : first_)
    for (PHINode &phi : make_early_inc_range(entry->phis())) { // Left by the splits: one entry.
      phi.replaceAllUsesWith(phi.getIncomingValue(0));
      phi.eraseFromParent();
    }
  result.body = copyBlocks();
  result.body->frame = result.frame.get();
  result.body->nests = original_.nests;
  for (unsigned i = 0; i < begins_.size(); ++i) {
    reporter_.region(*result.body, begins_[i]->getDebugLoc());
    result.begins.push_back(insertBegin(i, flags[i]));
  }
  repair(*result.body);
  for (auto [marker, mode] : zip(begins_, result.begins))
    settleResult(*marker, *mode, *result.body);
  // Last: what is known of values in the plain version then does not hold behind the regions.
  for (CallBase *marker : markers_)
    eraseMarker(*marker);
  return result;
}

} // namespace

void Regions::mergeFrame() {
  Value *escaped, *escaped_end;
  frame->merge(ConstantPointerNull::get(PointerType::get(body->function.getContext(), 0)), escaped,
               escaped_end);
  for (CallInst *begin : begins) {
    begin->setArgOperand(2, escaped);
    begin->setArgOperand(3, escaped_end);
  }
}

Regions versionRegions(Function &function, RuntimeAbi &abi, ModuleData &data, Reporter &reporter,
                       function_ref<bool(const CallBase &)> undoable,
                       function_ref<bool(const CallBase &)> may_undo) {
  return Versioning(function, abi, data, reporter).run(undoable, may_undo);
}

} // namespace stm
