//===- pass/depths.cpp - How deep in regions a place is ----------------------===//
//
// See depths.h. The copies are made while the depths spread through the function; values that have
// several definitions then are repaired once, at the end.
//
//===----------------------------------------------------------------------===//
#include "depths.h"

#include "markers.h"
#include "runtime_abi.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace llvm;

namespace stm {
namespace {

/// More copies than this for each block of the function: the markers are not balanced.
constexpr size_t kCopiesPerBlock = 4;

class Depths {
public:
  Depths(Function &function, RuntimeAbi &abi, Reporter &reporter)
      : function_(function), abi_(abi), reporter_(reporter) {}

  bool run(OutermostMarkers &found);

private:
  bool visit(BasicBlock &block, int depth, OutermostMarkers &found);
  bool follow(BasicBlock &from, BasicBlock &to, int depth);
  BasicBlock *copy(BasicBlock &block);
  void moveEdge(BasicBlock &from, BasicBlock &to, BasicBlock &copy);
  void endAt(Instruction &exit, int depth, OutermostMarkers &found);
  void repair();
  bool fail(const Instruction &where, const Twine &text) {
    reporter_.error(function_, where.getDebugLoc(), text);
    return false;
  }

  Function &function_;
  RuntimeAbi &abi_;
  Reporter &reporter_;
  DenseMap<BasicBlock *, int> depth_at_;
  SmallVector<BasicBlock *, 16> work_;
  DenseMap<BasicBlock *, BasicBlock *> original_of_;
  DenseMap<std::pair<BasicBlock *, int>, BasicBlock *> version_; // of an original, at a depth
  MapVector<Instruction *, SmallVector<Instruction *, 2>> copies_;
  SmallVector<std::pair<Instruction *, int>, 2> open_exits_;
  size_t copies_left_ = kCopiesPerBlock * function_.size();
};

BasicBlock *Depths::copy(BasicBlock &block) {
  ValueToValueMapTy map;
  BasicBlock *copy = CloneBasicBlock(&block, map, ".depth", &function_);
  for (auto [instruction, twin] : zip(block, *copy)) {
    RemapInstruction(&twin, map, RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
    RemapDbgRecordRange(function_.getParent(), twin.getDbgRecordRange(), map,
                        RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
    copies_[&instruction].push_back(&twin);
    if (auto *phi = dyn_cast<PHINode>(&twin))
      while (phi->getNumIncomingValues())
        phi->removeIncomingValue(0u, /*DeletePHIIfEmpty=*/false);
  }
  for (BasicBlock *next : successors(copy)) {
    for (PHINode &phi : next->phis()) {
      if (phi.getBasicBlockIndex(copy) >= 0)
        continue; // A second edge to the same block: done with the first.
      unsigned entries = phi.getNumIncomingValues();
      for (unsigned i = 0; i < entries; ++i)
        if (phi.getIncomingBlock(i) == &block) {
          Value *value = phi.getIncomingValue(i);
          auto mapped = map.find(value);
          phi.addIncoming(mapped == map.end() ? value : static_cast<Value *>(mapped->second), copy);
        }
    }
  }
  original_of_[copy] = &block;
  return copy;
}

void Depths::moveEdge(BasicBlock &from, BasicBlock &to, BasicBlock &copy) {
  for (auto [phi, twin] : zip(to.phis(), copy.phis()))
    for (unsigned i = phi.getNumIncomingValues(); i-- > 0;)
      if (phi.getIncomingBlock(i) == &from) {
        twin.addIncoming(phi.getIncomingValue(i), &from);
        phi.removeIncomingValue(i, /*DeletePHIIfEmpty=*/false);
      }
  from.getTerminator()->replaceSuccessorWith(&to, &copy);
}

bool Depths::follow(BasicBlock &from, BasicBlock &to, int depth) {
  auto [known, is_new] = depth_at_.try_emplace(&to, depth);
  if (is_new)
    work_.push_back(&to);
  if (known->second == depth)
    return true;

  BasicBlock *original = original_of_.contains(&to) ? original_of_[&to] : &to;
  if (depth_at_.lookup(original) == depth) {
    moveEdge(from, to, *original);
    return true;
  }
  BasicBlock *version = version_.lookup({original, depth});
  if (!version) {
    if (isa<IndirectBrInst>(from.getTerminator()) || isa<CallBrInst>(from.getTerminator()) ||
        copies_left_-- == 0)
      return fail(to.front(),
                  "control reaches the same place both inside and outside of an atomic region");
    version = copy(*original);
    version_[{original, depth}] = version;
    depth_at_[version] = depth;
    work_.push_back(version);
  }
  moveEdge(from, to, *version);
  return true;
}

bool Depths::visit(BasicBlock &block, int depth, OutermostMarkers &found) {
  for (Instruction &instruction : block) {
    int change = depthChange(instruction);
    if (change > 0 && depth == 0)
      found.begins.push_back(cast<CallBase>(&instruction));
    if (change < 0 && depth == 1)
      found.ends.push_back(cast<CallBase>(&instruction));
    depth += change;
    if (depth < 0)
      return fail(instruction, "an atomic region ends that has not begun");
  }
  const Instruction *last = block.getTerminator();
  if (depth > 0 && (isa<ReturnInst>(last) || isa<ResumeInst>(last)))
    open_exits_.push_back({block.getTerminator(), depth});
  if (depth > 0 && isa<IndirectBrInst>(last))
    return fail(*last, "computed goto in an atomic region");
  SmallSetVector<BasicBlock *, 4> targets(succ_begin(&block), succ_end(&block));
  for (BasicBlock *target : targets)
    if (!follow(block, *target, depth))
      return false;
  return true;
}

/// Where the optimiser knows that code cannot run without undefined behaviour, it may keep a way out and drop the marker before.
void Depths::endAt(Instruction &exit, int depth, OutermostMarkers &found) {
  IRBuilder<> builder(&exit);
  for (; depth > 0; --depth) {
    CallInst *end = abi_.call(builder, Entry::__stm_region_end, {ConstantPointerNull::get(builder.getPtrTy())});
    if (depth == 1)
      found.ends.push_back(end);
  }
}

void Depths::repair() {
  for (auto &[instruction, twins] : copies_) {
    SmallVector<Instruction *, 3> versions(twins.begin(), twins.end());
    versions.push_back(instruction);
    SSAUpdater updater;
    updater.Initialize(instruction->getType(), instruction->getName());
    SmallVector<Use *, 8> uses;
    for (Instruction *version : versions) {
      updater.AddAvailableValue(version->getParent(), version);
      for (Use &use : version->uses()) {
        auto *user = cast<Instruction>(use.getUser());
        if (isa<PHINode>(user) || user->getParent() != version->getParent())
          uses.push_back(&use);
      }
    }
    for (Use *use : uses)
      updater.RewriteUse(*use);
  }
}

bool Depths::run(OutermostMarkers &found) {
  BasicBlock *entry = &function_.getEntryBlock();
  depth_at_[entry] = 0;
  work_.push_back(entry);
  while (!work_.empty()) {
    BasicBlock *block = work_.pop_back_val();
    if (!visit(*block, depth_at_[block], found))
      return false;
  }
  repair();
  for (auto [exit, depth] : open_exits_)
    endAt(*exit, depth, found);
  return true;
}

} // namespace

bool findOutermostMarkers(Function &function, RuntimeAbi &abi, Reporter &reporter, OutermostMarkers &found) {
  return Depths(function, abi, reporter).run(found);
}

} // namespace stm
