//===- pass/barrier_pass.cpp - The instrumentation pass ----------------------===//
//
// The order of the steps on a module:
//
//   1  shared frames  variables that other threads are given leave the stack
//   2  clones         copies of all functions that a transaction may call, still as they were
//   3  regions        two versions of each region, in the originals
//   4  each body      fewer kinds of accesses, polls, calls;
//                     then collect the accesses, choose what each needs, emit it, before loops where that serves all
//                     their iterations; check the result
//   5  module data    registration with the runtime
//
// Clones come first because they need the markers of regions as they were: in a clone a region is
// part of its caller's transaction.
//
//===----------------------------------------------------------------------===//
#include "barrier_pass.h"

#include "access.h"
#include "annotations.h"
#include "call_sites.h"
#include "calls.h"
#include "clones.h"
#include "early_pass.h"
#include "elide.h"
#include "emit.h"
#include "local_types.h"
#include "loops.h"
#include "lower.h"
#include "markers.h"
#include "ranges.h"
#include "regions.h"
#include "self_state.h"
#include "shared_frames.h"
#include "switches.h"
#include "undo.h"
#include "verify.h"

#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stm {
namespace {

class Instrumentation {
public:
  Instrumentation(Module &module, const PassOptions &options)
      : module_(module), options_(options), abi_(module), data_(module), reporter_(module, options), clones_(module),
        calls_(abi_, data_, clones_, reporter_) {}

  bool run();

private:
  void instrument(Body &body);
  bool isUndoable(const CallBase &call) const;
  bool mayUndo(const CallBase &call) const;
  void settleNesting(Body &body) const;
  void eraseMarkerDeclarations();

  Module &module_;
  const PassOptions &options_;
  RuntimeAbi abi_;
  ModuleData data_;
  Reporter reporter_;
  Clones clones_;
  CallSites calls_;
  std::unique_ptr<Undo> undo_;
};

bool Instrumentation::isUndoable(const CallBase &call) const {
  if (options_.divisible && dividesTransaction(call))
    return true;
  return classifyCall(call, [&](const Function &f) { return clones_.has(f); }).kind !=
         CallKind::Irrevocable;
}

bool Instrumentation::mayUndo(const CallBase &call) const {
  return undo_->may(call, [&](const Function &f) { return clones_.has(f); });
}

/// In a clone a region is a part of the caller's. Its markers stay only if it may be undone alone.
void Instrumentation::settleNesting(Body &body) const {
  SmallVector<CallBase *, 4> markers;
  for (BasicBlock *block : body.blocks)
    for (Instruction &instruction : *block)
      if (auto *call = dyn_cast<CallBase>(&instruction)) {
        if (depthChange(*call))
          markers.push_back(call);
        else if (mayUndo(*call))
          body.nests = true;
      }
  if (body.nests) {
    body.nests = !markers.empty();
    if (body.nests)
      keepArgumentCopies(body.function);
    return;
  }
  for (CallBase *marker : markers) {
    if (auto *invoke = dyn_cast<InvokeInst>(marker))
      marker = changeToCall(invoke);
    eraseMarker(*marker);
  }
}

/// An interpreter's loop: as large as it is, all of it is run often.
bool dispatches(const Function &function) {
  return any_of(function, [](const BasicBlock &block) { return isa<IndirectBrInst>(block.getTerminator()); });
}

void Instrumentation::instrument(Body &body) {
  body.divisible = options_.divisible;
  lowerAccesses(body, abi_);
  preparePolledLoops(body, abi_);
  calls_.rewrite(body);

  carryPromises(body);
  std::vector<Access> accesses = collectAccesses(body, abi_);
  if (body.is_clone && isLarge(accesses) && !isSet(Switch::NoInlineBudget) && !dispatches(body.function) && !body.function.hasOptNone())
    body.function.addFnAttr(Attribute::OptimizeForSize);
  hoistRanges(accesses, body, abi_);
  SelfState self(body, abi_);
  Emitter emitter(body, abi_, self);
  for (Access *access : elideBarriers(accesses, body))
    emitter.emit(*access);
  self.finish();
  verifyBody(body);
  reporter_.remark(body);
}

void Instrumentation::eraseMarkerDeclarations() {
  for (Entry marker : {Entry::__stm_region_begin, Entry::__stm_region_end})
    if (Function *function = module_.getFunction(entryName(marker));
        function && function->isDeclaration() && function->use_empty())
      function->eraseFromParent();
}

bool Instrumentation::run() {
  SmallVector<Function *, 32> originals;
  for (Function &function : module_)
    if (!function.isDeclaration() && !function.hasAvailableExternallyLinkage())
      originals.push_back(&function);

  clones_.create();
  undo_ = std::make_unique<Undo>(module_, [&](const Function &f) { return clones_.has(f); });
  bool changed = !clones_.all().empty();
  for (Function *function : originals) {
    Regions regions = versionRegions(*function, abi_, data_, reporter_,
                                     [&](const CallBase &call) { return isUndoable(call); },
                                     [&](const CallBase &call) { return mayUndo(call); });
    if (!regions.body)
      continue;
    changed = true;
    instrument(*regions.body);
    regions.begins.append(regions.body->nested_begins);
    regions.mergeFrame();
  }
  for (auto &[function, clone] : clones_.all()) {
    Body body(*clone);
    for (BasicBlock &block : *clone)
      body.blocks.insert(&block);
    settleNesting(body);
    instrument(body);
  }
  if (changed)
    data_.registerModule(undo_->isAskedFor());
  reporter_.warnIrrevocable();
  eraseMarkerDeclarations();
  return changed;
}

} // namespace

PreservedAnalyses BarrierPass::run(Module &module, ModuleAnalysisManager &) {
  // With link-time optimisation the pass may be asked a second time.
  if (module.getNamedGlobal("__stm_module"))
    return PreservedAnalyses::all();
  settleRegions(module);
  bool moved = moveSharedFrames(module);
  return Instrumentation(module, options_).run() || moved ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace stm
