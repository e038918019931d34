//===- pass/elide.cpp - What accesses have in common -------------------------===//
//
// One walk over the dominator tree with the accesses on the way from the root. An SSA pointer
// denotes the same address at an access and at any access it dominates, so (pointer, offset, size) is
// all there is to compare; that both lie in one transaction the body knows.
//
// A barrier may cover the bytes of dominated accesses near by, so that they need none: a read's whatever way control
// takes (a mark too many is at worst a conflict too many), a write's only in its own block. It never sets more
// than two marks, which two barriers would as well.
//
// Inline barriers are several times as large as the accesses. What control seldom reaches (handlers of exceptions, what the
// program says is unlikely) calls the runtime instead, and so does what comes late in a large function.
//
// Epochs number the states of the transaction's constants as SSA numbers values: a new one after each call
// that may change them, and where different ones meet. Between two places of the same epoch, of which one
// dominates the other, the constants do not change.
//
//===----------------------------------------------------------------------===//
#include "elide.h"

#include "switches.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/ProfDataUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stm {
namespace {

/// An address as base and constant distance.
struct Place {
  const Value *base;
  int64_t offset;
};

Place placeOf(const Access &access, const DataLayout &layout) {
  const Value *pointer = access.pointer();
  APInt offset(layout.getIndexTypeSizeInBits(pointer->getType()), 0);
  const Value *base = pointer->stripAndAccumulateInBoundsConstantOffsets(layout, offset);
  return {base, offset.getSExtValue()};
}

/// So many inline barriers a function has outside of loops and in loops; the others are calls. Large functions, where most
/// accesses are run seldom, have fewer.
constexpr unsigned kMostInlineOnce = 8, kMostInlineInLoops = 24;
constexpr unsigned kMostInlineOnceIfLarge = 2, kMostInlineInLoopsIfLarge = 16;

class Epochs {
public:
  explicit Epochs(const Body &body);

  unsigned at(const BasicBlock *block) const { return entry_.lookup(block); }
  unsigned after(const Instruction *clobber) const { return clobbers_.lookup(clobber); }

private:
  DenseMap<const BasicBlock *, unsigned> entry_;
  DenseMap<const Instruction *, unsigned> clobbers_;
};

Epochs::Epochs(const Body &body) {
  unsigned next = 1;
  DenseMap<const BasicBlock *, unsigned> own; // the epoch that starts where others meet
  DenseMap<const BasicBlock *, const Instruction *> last_clobber;
  SmallVector<const BasicBlock *, 32> order;
  for (const BasicBlock *block : ReversePostOrderTraversal<const Function *>(&body.function)) {
    if (!body.blocks.contains(const_cast<BasicBlock *>(block)))
      continue;
    order.push_back(block);
    own[block] = next++;
    for (const Instruction &instruction : *block)
      if (body.clobbers.contains(&instruction)) {
        clobbers_[&instruction] = next++;
        last_clobber[block] = &instruction;
      }
  }
  auto exitOf = [&](const BasicBlock *block) {
    const Instruction *clobber = last_clobber.lookup(block);
    return clobber ? clobbers_.lookup(clobber) : entry_.lookup(block);
  };
  // Optimistic: 0 is "not known yet" and agrees with everything. An entry once its own epoch stays so.
  for (bool changed = true; changed;) {
    changed = false;
    for (const BasicBlock *block : order) {
      unsigned &entry = entry_[block];
      if (entry == own[block])
        continue;
      unsigned met = pred_empty(block) ? own[block] : 0;
      for (const BasicBlock *pred : predecessors(block)) {
        unsigned exit = body.blocks.contains(const_cast<BasicBlock *>(pred)) ? exitOf(pred)
                                                                             : own[block];
        if (!exit || met == exit)
          continue;
        met = met ? own[block] : exit;
      }
      if (met != entry) {
        // Values only move from unknown to an epoch and from there to the own one.
        unsigned updated = entry && met ? own[block] : met;
        entry_[block] = updated;
        changed = true;
      }
    }
  }
}

class Elider {
public:
  Elider(std::vector<Access> &accesses, const Body &body)
      : body_(body), layout_(body.function.getDataLayout()), epochs_(body), tree_(body.function), loops_(tree_), large_(isLarge(accesses)) {
    for (Access &access : accesses)
      of_[access.instruction].push_back(&access);
  }

  std::vector<Access *> run();

private:
  /// An access met on the way from the root.
  struct Seen {
    Access *access;
    int64_t offset; ///< Of the access itself.
    unsigned epoch;
    bool marks;

    int64_t begin() const { return offset - access->before; }
    int64_t end() const { return begin() + static_cast<int64_t>(access->covered()); }
  };

  void visit(BasicBlock &block, bool seldom, SmallVectorImpl<const Value *> &undo);
  void upgradeReads(BasicBlock &block);
  void visit(Access &access, unsigned epoch, bool seldom, SmallVectorImpl<const Value *> &undo);
  bool widen(Access &earlier, int64_t begin, int64_t end);
  bool mayWiden(const Seen &earlier, const Access &access, unsigned epoch, bool seldom) const;
  bool isPastBudget(const BasicBlock &block);

  const Body &body_;
  const DataLayout &layout_;
  Epochs epochs_;
  DenseMap<const Instruction *, SmallVector<Access *, 1>> of_;
  DenseMap<const Value *, SmallVector<Seen, 4>> seen_;
  std::vector<Access *> order_;
  DominatorTree tree_;
  LoopInfo loops_;
  const bool large_;
  unsigned inline_once_ = 0, inline_in_loops_ = 0;
};

/// Counts an inline barrier, unless there are enough of them.
bool Elider::isPastBudget(const BasicBlock &block) {
  if (isSet(Switch::NoInlineBudget))
    return false;
  bool in_loop = loops_.getLoopFor(&block);
  unsigned &used = in_loop ? inline_in_loops_ : inline_once_;
  unsigned most = in_loop ? (large_ ? kMostInlineInLoopsIfLarge : kMostInlineInLoops)
                          : (large_ ? kMostInlineOnceIfLarge : kMostInlineOnce);
  if (used == most)
    return true;
  ++used;
  return false;
}

/// Where a block reads and then writes the same bytes, the read marks them as written at once.
void Elider::upgradeReads(BasicBlock &block) {
  if (isSet(Switch::NoUpgradeReads))
    return;
  SmallVector<std::pair<Place, Access *>, 8> reads;
  for (Instruction &instruction : block) {
    if (body_.clobbers.contains(&instruction))
      reads.clear();
    auto found = of_.find(&instruction);
    if (found == of_.end())
      continue;
    for (Access *access : found->second) {
      if (access->is_range)
        continue;
      Place place = placeOf(*access, layout_);
      if (access->barrier == Barrier::Read)
        reads.push_back({place, access});
      else if (access->barrier == Barrier::Write)
        for (auto &[other, read] : reads)
          if (other.base == place.base && other.offset == place.offset && read->size == access->size)
            read->barrier = Barrier::Write;
    }
  }
}

/// Whether the barrier of `earlier`, which dominates `access`, may do the work of its barrier too.
bool Elider::mayWiden(const Seen &earlier, const Access &access, unsigned epoch, bool seldom) const {
  const Access &first = *earlier.access;
  if (isSet(Switch::NoWiden) || earlier.epoch != epoch || !earlier.marks || (seldom && !first.is_range) ||
      first.size > STM_GRANULE_SIZE || access.size > STM_GRANULE_SIZE ||
      first.barrier != access.barrier || first.instruction->isAtomic() || access.instruction->isAtomic() ||
      first.in_window != access.in_window)
    return false;
  return access.barrier == Barrier::Read ||
         (!body_.nests && first.instruction->getParent() == access.instruction->getParent());
}

/// Lets the barrier cover [begin, end), distances from the access's address, unless that takes more than two marks.
bool Elider::widen(Access &access, int64_t begin, int64_t end) {
  uint64_t span = static_cast<uint64_t>(end - begin);
  if (span > 2 * STM_GRANULE_SIZE)
    return false;
  Align known = std::max(access.align, getKnownAlignment(access.pointer(), layout_, access.instruction));
  Align align = commonAlignment(known, static_cast<uint64_t>(begin));
  uint64_t granules = granulesTouched(span, align);
  if (granules > 2)
    return false;
  access.before = -begin;
  access.span = span;
  access.straddles = granules > 1;
  return true;
}

void Elider::visit(Access &access, unsigned epoch, bool seldom, SmallVectorImpl<const Value *> &undo) {
  order_.push_back(&access);
  if (access.barrier == Barrier::None || access.barrier == Barrier::Log)
    return;
  Place place = placeOf(access, layout_);
  SmallVectorImpl<Seen> &seen = seen_[place.base];
  const BasicBlock *block = access.instruction->getParent();

  Seen *same_address = nullptr;
  for (Seen &earlier : seen) {
    if (!body_.sameTransaction(earlier.access->instruction->getParent(), block) ||
        (body_.divisible && earlier.epoch != epoch))
      continue;
    int64_t begin = place.offset, end = begin + static_cast<int64_t>(access.size);
    bool covers = earlier.begin() <= begin && end <= earlier.end();
    if (!covers && mayWiden(earlier, access, epoch, seldom))
      covers = widen(*earlier.access, std::min(begin, earlier.begin()) - earlier.offset,
                     std::max(end, earlier.end()) - earlier.offset);
    if (!covers)
      continue;
    bool marked = earlier.marks && (earlier.access->barrier == Barrier::Write ||
                                    access.barrier == Barrier::Read);
    marked &= !body_.nests || access.barrier != Barrier::Write;
    if (marked && access.barrier != Barrier::Translate && !isSet(Switch::NoElideDominated)) {
      access.barrier = Barrier::Translate;
      access.reason = Count::Marked;
    }
    if (earlier.epoch == epoch)
      same_address = &earlier;
  }
  if (access.barrier == Barrier::Translate && same_address && !isSet(Switch::NoReuseTranslation)) {
    access.translated = same_address->access;
    access.distance = place.offset - same_address->offset;
  }
  if (access.barrier != Barrier::Translate && !access.is_range)
    access.is_range = seldom || isPastBudget(*block);
  seen.push_back({&access, place.offset, epoch,
                  access.barrier != Barrier::Translate});
  undo.push_back(place.base);
}

/// Whether control, which comes to `to` from `from` alone, does so once in a hundred times or less often, as far as
/// the branch says.
bool isUnlikely(const BasicBlock &from, const BasicBlock &to) {
  uint64_t taken, other;
  auto *branch = dyn_cast<BranchInst>(from.getTerminator());
  if (!branch || to.getSinglePredecessor() != &from || !branch->isConditional() || !extractBranchWeights(*branch, taken, other))
    return false;
  if (branch->getSuccessor(1) == &to)
    std::swap(taken, other);
  else if (branch->getSuccessor(0) != &to)
    return false;
  return taken < other / 100;
}

void Elider::visit(BasicBlock &block, bool seldom, SmallVectorImpl<const Value *> &undo) {
  upgradeReads(block);
  unsigned epoch = epochs_.at(&block);
  for (Instruction &instruction : block) {
    auto found = of_.find(&instruction);
    if (found != of_.end())
      for (Access *access : found->second)
        visit(*access, epoch, seldom, undo);
    if (unsigned next = epochs_.after(&instruction))
      epoch = next;
  }
}

std::vector<Access *> Elider::run() {
  struct Step {
    DomTreeNode *node;
    bool seldom;
    bool entered;
    SmallVector<const Value *, 4> undo;
  };
  std::vector<Step> stack;
  stack.push_back({tree_.getRootNode(), body_.function.hasOptSize(), false, {}});
  while (!stack.empty()) {
    Step &step = stack.back();
    if (step.entered) {
      for (const Value *base : reverse(step.undo))
        seen_[base].pop_back();
      stack.pop_back();
      continue;
    }
    step.entered = true;
    DomTreeNode *node = step.node;
    if (body_.blocks.contains(node->getBlock()))
      visit(*node->getBlock(), step.seldom, step.undo);
    bool seldom = step.seldom;
    for (DomTreeNode *child : node->children()) // Invalidates `step`.
      stack.push_back({child,
                       seldom || child->getBlock()->isEHPad() || isUnlikely(*node->getBlock(), *child->getBlock()),
                       false,
                       {}});
  }
  // Code that cannot run has no place in the tree.
  for (auto &[instruction, list] : of_)
    for (Access *access : list)
      if (!tree_.isReachableFromEntry(instruction->getParent()))
        order_.push_back(access);
  return std::move(order_);
}

} // namespace

std::vector<Access *> elideBarriers(std::vector<Access> &accesses, const Body &body) {
  return Elider(accesses, body).run();
}

} // namespace stm
