//===- pass/indirect_branches.cpp - Computed goto in copied code ------------===//
//
// Replaces the indirect branches of a clone by chains of comparisons. See indirect_branches.h.
//
//===----------------------------------------------------------------------===//
#include "indirect_branches.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace {

/// Leaves one of the entries that the block's phis have for `from`, or none, and calls it `to`.
void renameEntries(BasicBlock &block, BasicBlock *from, BasicBlock *to) {
  for (PHINode &phi : block.phis()) {
    bool kept = false;
    for (unsigned i = phi.getNumIncomingValues(); i-- > 0;) {
      if (phi.getIncomingBlock(i) != from)
        continue;
      if (kept)
        phi.removeIncomingValue(i, false);
      else
        phi.setIncomingBlock(i, to);
      kept = true;
    }
  }
}

void expand(IndirectBrInst &branch, const DenseMap<BasicBlock *, BasicBlock *> &originals) {
  BasicBlock *block = branch.getParent();
  SetVector<BasicBlock *> targets;
  for (BasicBlock *target : successors(block))
    if (originals.contains(target))
      targets.insert(target);
    else // A label whose address is never taken.
      target->removePredecessor(block, /*KeepOneInputPHIs=*/true);

  Value *address = branch.getAddress();
  DebugLoc location = branch.getDebugLoc();
  branch.eraseFromParent();
  IRBuilder<> builder(block);
  builder.SetCurrentDebugLocation(location);
  if (targets.empty()) {
    builder.CreateUnreachable();
    return;
  }
  // All tests first, so that the entries of each target are still called `block` when it is visited.
  BasicBlock *test = block;
  for (BasicBlock *target : ArrayRef(targets.getArrayRef()).drop_back()) {
    BasicBlock *original = originals.lookup(target);
    auto *next = BasicBlock::Create(block->getContext(), "label", block->getParent(),
                                    test->getNextNode());
    builder.SetInsertPoint(test);
    builder.CreateCondBr(
        builder.CreateICmpEQ(address, BlockAddress::get(original->getParent(), original)), target,
        next);
    renameEntries(*target, block, test);
    test = next;
  }
  builder.SetInsertPoint(test);
  builder.CreateBr(targets.back());
  renameEntries(*targets.back(), block, test);
}

} // namespace

void stm::followOriginalLabels(Function &original, Function &copy, const ValueToValueMapTy &map) {
  DenseMap<BasicBlock *, BasicBlock *> originals;
  for (BasicBlock &block : original)
    if (block.hasAddressTaken()) {
      auto *copied = cast<BasicBlock>(map.lookup(&block));
      originals[copied] = &block;
      if (copied->hasAddressTaken())
        BlockAddress::get(&copy, copied)->replaceAllUsesWith(BlockAddress::get(&original, &block));
    }
  SmallVector<IndirectBrInst *, 4> branches;
  for (BasicBlock &block : copy)
    if (auto *branch = dyn_cast<IndirectBrInst>(block.getTerminator()))
      branches.push_back(branch);
  for (IndirectBrInst *branch : branches)
    expand(*branch, originals);
}
