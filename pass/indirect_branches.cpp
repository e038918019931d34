//===- pass/indirect_branches.cpp - Computed goto in copied code ------------===//
//
// Gives a clone tables of its own labels, or replaces its indirect branches by chains of comparisons. See
// indirect_branches.h.
//
//===----------------------------------------------------------------------===//
#include "indirect_branches.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/ReplaceConstant.h"

using namespace llvm;

namespace {

/// The tables from which alone an indirect branch of the copy takes its address, or false.
bool collectTables(const Value *address, SmallPtrSetImpl<const Value *> &seen,
                   SmallPtrSetImpl<GlobalVariable *> &tables) {
  if (!seen.insert(address).second)
    return true;
  for (const User *user : address->users())
    if (!isa<IndirectBrInst, PHINode>(user))
      return false;
  if (auto *phi = dyn_cast<PHINode>(address))
    return all_of(phi->incoming_values(),
                  [&](const Value *value) { return collectTables(value, seen, tables); });
  auto *load = dyn_cast<LoadInst>(address);
  if (!load)
    return false;
  auto *table = dyn_cast<GlobalVariable>(
      const_cast<Value *>(getUnderlyingObject(load->getPointerOperand(), 0)));
  if (!table || !table->isConstant() || !table->hasLocalLinkage() || !table->hasInitializer() ||
      !isa<ConstantArray>(table->getInitializer()))
    return false;
  tables.insert(table);
  return true;
}

/// A table of the same labels in the copy, or null: something else stands in it, too.
Constant *labelsOfCopy(const GlobalVariable &table, Function &original, const ValueToValueMapTy &map) {
  SmallVector<Constant *, 64> labels;
  for (const Use &entry : cast<ConstantArray>(table.getInitializer())->operands()) {
    auto *label = dyn_cast<BlockAddress>(entry.get());
    if (!label || label->getFunction() != &original)
      return nullptr;
    auto *block = cast<BasicBlock>(map.lookup(label->getBasicBlock()));
    labels.push_back(BlockAddress::get(block->getParent(), block));
  }
  return ConstantArray::get(cast<ArrayType>(table.getValueType()), labels);
}

/// Gives the copy's branches tables of its own labels; false if that is not all that they depend on.
bool copyTables(ArrayRef<IndirectBrInst *> branches, Function &original, Function &copy,
                const ValueToValueMapTy &map) {
  SmallPtrSet<const Value *, 16> seen;
  SmallPtrSet<GlobalVariable *, 2> tables;
  for (IndirectBrInst *branch : branches)
    if (!collectTables(branch->getAddress(), seen, tables))
      return false;
  SmallVector<std::pair<GlobalVariable *, Constant *>, 2> copies;
  for (GlobalVariable *table : tables) {
    Constant *labels = labelsOfCopy(*table, original, map);
    if (!labels)
      return false;
    copies.push_back({table, labels});
  }
  for (auto [table, labels] : copies) {
    auto *mine = new GlobalVariable(*copy.getParent(), table->getValueType(), /*isConstant=*/true,
                                    GlobalValue::PrivateLinkage, labels, table->getName() + ".stm");
    mine->setAlignment(table->getAlign());
    convertUsersOfConstantsToInstructions({table}, &copy);
    table->replaceUsesWithIf(mine, [&](const Use &use) {
      auto *user = dyn_cast<Instruction>(use.getUser());
      return user && user->getFunction() == &copy;
    });
  }
  return true;
}

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
  SmallVector<IndirectBrInst *, 4> branches;
  for (BasicBlock &block : copy)
    if (auto *branch = dyn_cast<IndirectBrInst>(block.getTerminator()))
      branches.push_back(branch);
  if (branches.empty() || copyTables(branches, original, copy, map))
    return;

  DenseMap<BasicBlock *, BasicBlock *> originals;
  for (BasicBlock &block : original)
    if (block.hasAddressTaken()) {
      auto *copied = cast<BasicBlock>(map.lookup(&block));
      originals[copied] = &block;
      if (copied->hasAddressTaken())
        BlockAddress::get(&copy, copied)->replaceAllUsesWith(BlockAddress::get(&original, &block));
    }
  for (IndirectBrInst *branch : branches)
    expand(*branch, originals);
}
