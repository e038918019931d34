//===- pass/self_state.cpp - The transaction's constants in registers --------===//
//
// Each field has a slot in the frame while barriers are emitted; the loads of stm_self go to the
// slots, and in the end the slots become SSA values. Which fields are known where is a forward
// problem on sets of fields, solved in one pass: what a loop's back edge knows follows from what the loop
// does not change. See self_state.h.
//
//===----------------------------------------------------------------------===//
#include "self_state.h"

#include "switches.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

using namespace llvm;

namespace stm {
namespace {

using FieldSet = unsigned;
constexpr FieldSet kAllFields = (1u << kSelfFields) - 1;

FieldSet setOf(SelfField field) { return 1u << static_cast<unsigned>(field); }

class Placement {
public:
  Placement(Body &body, RuntimeAbi &abi, ArrayRef<AllocaInst *> slots,
            const DenseMap<const Instruction *, unsigned> &uses, DominatorTree &tree)
      : body_(body), abi_(abi), slots_(slots), uses_(uses), loops_(tree) {}

  void run();

private:
  FieldSet changedBy(const BasicBlock &block) const;
  FieldSet changedIn(const Loop &loop);
  FieldSet knownAtEntry(BasicBlock &block);
  Loop *hoistingLoop(BasicBlock &block, FieldSet field);
  void load(unsigned field, Instruction &before);
  void provide(unsigned field, Instruction &use, FieldSet &known);

  Body &body_;
  RuntimeAbi &abi_;
  ArrayRef<AllocaInst *> slots_;
  const DenseMap<const Instruction *, unsigned> &uses_;
  LoopInfo loops_;
  DenseMap<const Loop *, FieldSet> changed_in_;
  DenseMap<const BasicBlock *, FieldSet> known_at_exit_;
};

/// The window never moves while a transaction runs. Between transactions anything may happen.
FieldSet Placement::changedBy(const BasicBlock &block) const {
  if (!body_.blocks.contains(const_cast<BasicBlock *>(&block)))
    return kAllFields;
  for (const Instruction &instruction : block)
    if (body_.clobbers.contains(&instruction))
      return kAllFields & ~setOf(SelfField::WindowBase);
  return 0;
}

FieldSet Placement::changedIn(const Loop &loop) {
  auto [known, is_new] = changed_in_.try_emplace(&loop, 0);
  if (is_new) {
    FieldSet changed = 0;
    for (const BasicBlock *block : loop.blocks())
      changed |= changedBy(*block);
    changed_in_[&loop] = changed;
    return changed;
  }
  return known->second;
}

FieldSet Placement::knownAtEntry(BasicBlock &block) {
  if (pred_empty(&block))
    return 0;
  FieldSet known = kAllFields;
  Loop *loop = loops_.getLoopFor(&block);
  for (BasicBlock *pred : predecessors(&block)) {
    auto exit = known_at_exit_.find(pred);
    if (!body_.blocks.contains(pred))
      known = 0;
    else if (exit != known_at_exit_.end())
      known &= exit->second;
    else if (loop && loop->getHeader() == &block && loop->contains(pred))
      known &= ~changedIn(*loop);
    else
      known = 0;
  }
  return known;
}

/// The largest loop around the block that leaves the field alone and has a place in front to load it.
Loop *Placement::hoistingLoop(BasicBlock &block, FieldSet field) {
  Loop *best = nullptr;
  if (isSet(Switch::NoHoistState))
    return best;
  for (Loop *loop = loops_.getLoopFor(&block); loop && !(changedIn(*loop) & field);
       loop = loop->getParentLoop()) {
    BasicBlock *front = loop->getLoopPreheader();
    if (front && body_.blocks.contains(front) && !body_.clobbers.contains(front->getTerminator()))
      best = loop;
  }
  return best;
}

void Placement::load(unsigned field, Instruction &before) {
  IRBuilder<> builder(&before);
  builder.SetCurrentDebugLocation(DebugLoc());
  LoadInst *value = abi_.loadSelf(builder, static_cast<SelfField>(field));
  annotate(*value, "runtime");
  builder.CreateStore(value, slots_[field]);
}

void Placement::provide(unsigned field, Instruction &use, FieldSet &known) {
  FieldSet bit = 1u << field;
  Loop *loop = hoistingLoop(*use.getParent(), bit);
  if (!loop) {
    load(field, use);
    known |= bit;
    return;
  }
  BasicBlock *front = loop->getLoopPreheader();
  load(field, *front->getTerminator());
  known_at_exit_[front] |= bit;
  for (BasicBlock *block : loop->blocks())
    if (auto exit = known_at_exit_.find(block); exit != known_at_exit_.end())
      exit->second |= bit;
  known |= bit;
}

void Placement::run() {
  for (BasicBlock *block : ReversePostOrderTraversal<Function *>(&body_.function)) {
    if (!body_.blocks.contains(block))
      continue;
    FieldSet known = knownAtEntry(*block);
    for (Instruction &instruction : make_early_inc_range(*block)) {
      if (auto use = uses_.find(&instruction); use != uses_.end() && !(known & (1u << use->second)))
        provide(use->second, instruction, known);
      if (body_.clobbers.contains(&instruction))
        known &= setOf(SelfField::WindowBase);
    }
    known_at_exit_[block] = known;
  }
}

} // namespace

Value *SelfState::get(IRBuilderBase &builder, SelfField field) {
  auto index = static_cast<unsigned>(field);
  Type *type = RuntimeAbi::fieldType(builder.getContext(), field);
  if (!slots_[index]) {
    BasicBlock &entry = body_.function.getEntryBlock();
    slots_[index] = IRBuilder<>(&entry, entry.begin()).CreateAlloca(type, nullptr, "stm.slot");
  }
  LoadInst *value = builder.CreateLoad(type, slots_[index]);
  uses_[value] = index;
  return value;
}

void SelfState::finish() {
  DominatorTree tree(body_.function);
  Placement(body_, abi_, slots_, uses_, tree).run();
  SmallVector<AllocaInst *, kSelfFields> used;
  for (AllocaInst *slot : slots_)
    if (slot)
      used.push_back(slot);
  PromoteMemToReg(used, tree);
}

} // namespace stm
