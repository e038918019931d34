//===- pass/elide.cpp - What accesses have in common -------------------------===//
//
// One walk over the dominator tree with the accesses on the way from the root. An SSA pointer
// denotes the same address at an access and at any access it dominates, so (pointer, offset, size) is
// all there is to compare; that both lie in one transaction the body knows.
//
// A barrier may cover the bytes of dominated accesses near by, so that they need none: a read's whatever way control
// takes (a mark too many is at worst a conflict too many), a write's only in its own block. It sets two marks at most, which two
// barriers would as well. Of accesses in one block, which all come about, more may go together: reads set their marks in a row,
// writes test theirs in a row, and those of many granules become a call.
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
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/ProfDataUtils.h"
#include "llvm/Support/KnownBits.h"
#include "llvm/Transforms/Utils/Local.h"

#include <optional>

using namespace llvm;

namespace stm {
namespace {

/// An address as base and constant distance.
struct Place {
  const Value *base;
  int64_t offset;
};

Place placeOf(const Value *pointer, const DataLayout &layout) {
  APInt offset(layout.getIndexTypeSizeInBits(pointer->getType()), 0);
  const Value *base = pointer->stripAndAccumulateInBoundsConstantOffsets(layout, offset);
  return {base, offset.getSExtValue()};
}
Place placeOf(const Access &access, const DataLayout &layout) { return placeOf(access.pointer(), layout); }

/// Whether control always comes from one instruction to another of its block. Looks only so far.
bool alwaysReaches(const Instruction &from, const Instruction &to) {
  unsigned left = 64;
  for (const Instruction *at = &from; at != &to; at = at->getNextNode())
    if (left-- == 0 || !isGuaranteedToTransferExecutionToSuccessor(at))
      return false;
  return true;
}

/// An address that is one of a few near a base: the left or the right child of a node, say.
struct PlaceRange {
  const Value *base;
  int64_t first, last;
};

std::optional<PlaceRange> rangeOfChoice(const SelectInst &choice, const DataLayout &layout) {
  Place one = placeOf(choice.getTrueValue(), layout), other = placeOf(choice.getFalseValue(), layout);
  if (one.base != other.base)
    return std::nullopt;
  return PlaceRange{one.base, std::min(one.offset, other.offset), std::max(one.offset, other.offset)};
}

/// An index that is known to be small.
std::optional<PlaceRange> rangeOfIndex(const GEPOperator &element, const DataLayout &layout) {
  constexpr uint64_t kMostElements = 4;
  unsigned bits = layout.getIndexTypeSizeInBits(element.getType());
  SmallMapVector<Value *, APInt, 4> variable;
  APInt constant(bits, 0);
  if (!element.isInBounds() || !element.collectOffset(layout, bits, variable, constant) || variable.size() != 1)
    return std::nullopt;
  auto &[index, scale] = *variable.begin();
  KnownBits known = computeKnownBits(index, layout);
  if (known.getMaxValue().uge(kMostElements) || scale.getActiveBits() > 16)
    return std::nullopt;
  Place from = placeOf(element.getPointerOperand(), layout);
  int64_t first = from.offset + constant.getSExtValue();
  return PlaceRange{from.base, first, first + static_cast<int64_t>(known.getMaxValue().getZExtValue() * scale.getZExtValue())};
}

std::optional<PlaceRange> placeRangeOf(const Access &access, const DataLayout &layout) {
  Place place = placeOf(access, layout);
  std::optional<PlaceRange> range;
  if (auto *choice = dyn_cast<SelectInst>(place.base))
    range = rangeOfChoice(*choice, layout);
  else if (auto *element = dyn_cast<GEPOperator>(place.base))
    range = rangeOfIndex(*element, layout);
  if (range) {
    range->first += place.offset;
    range->last += place.offset;
  }
  return range;
}

/// Granules that one barrier covers for accesses of one block.
constexpr uint64_t kMostMarksOfCall = 32, kMostMarksInline = 4;
/// Of writes, with an inline barrier: their marks are two words (Emitter::marksDiffer).
constexpr uint64_t kMostMarksTested = 8;

/// So many inline barriers a function has outside of loops and in loops; the others are calls. Large functions, where most
/// accesses are run seldom, have fewer.
constexpr unsigned kMostInlineInTightLoops = 48;
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

  /// What earlier accesses have done for one.
  struct Cover {
    bool is_marked = false;
    Access *same_epoch = nullptr; ///< its translated address serves too,
    int64_t offset = 0;           ///< the program's being so far from the base
  };

  void visit(BasicBlock &block, bool seldom, SmallVectorImpl<const Value *> &undo);
  void upgradeReads(BasicBlock &block);
  void visit(Access &access, unsigned epoch, bool seldom, SmallVectorImpl<const Value *> &undo);
  bool widen(Access &earlier, int64_t begin, int64_t end, uint64_t most);
  uint64_t mostMarks(const Seen &earlier, const Access &access, int64_t begin, int64_t end) const;
  Cover findCover(const Access &access, const PlaceRange &place, unsigned epoch, bool seldom);
  static bool serve(Access &access, const Cover &cover);
  bool mayWiden(const Seen &earlier, const Access &access, unsigned epoch, bool seldom) const;
  bool isTight(const Loop &loop);
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
  DenseMap<const Loop *, bool> tight_;
  unsigned inline_once_ = 0, inline_in_loops_ = 0, inline_in_tight_loops_ = 0;
};

/// A loop without calls, a walk through a tree say, is where a large function's time goes.
bool Elider::isTight(const Loop &loop) {
  auto [known, is_new] = tight_.try_emplace(&loop, false);
  if (is_new)
    known->second = loop.isInnermost() && none_of(loop.blocks(), [&](const BasicBlock *block) {
      return any_of(*block, [&](const Instruction &instruction) { return body_.clobbers.contains(&instruction); });
    });
  return known->second;
}

/// Counts an inline barrier, unless there are enough of them.
bool Elider::isPastBudget(const BasicBlock &block) {
  if (isSet(Switch::NoInlineBudget))
    return false;
  const Loop *loop = loops_.getLoopFor(&block);
  if (loop && isTight(*loop) && inline_in_tight_loops_ < kMostInlineInTightLoops) {
    ++inline_in_tight_loops_;
    return false;
  }
  bool in_loop = loop != nullptr;
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
      if (access->is_range || access->shift)
        continue;
      Place place = placeOf(*access, layout_);
      if (access->barrier == Barrier::Read)
        reads.push_back({place, access});
      else if (access->barrier == Barrier::Write)
        for (auto &[other, read] : reads)
          if (other.base == place.base && other.offset == place.offset && read->size == access->size) {
            read->barrier = Barrier::Write;
            read->is_whole = access->is_whole && alwaysReaches(*read->instruction, *access->instruction);
          }
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

/// How many marks the barrier of `earlier` may set so as to serve `access`, at [begin, end), too.
uint64_t Elider::mostMarks(const Seen &earlier, const Access &access, int64_t begin, int64_t end) const {
  constexpr int64_t kGap = STM_GRANULE_SIZE; // whoever lies further off does not pay for what is between
  bool near = begin <= earlier.end() + kGap && end >= earlier.begin() - kGap;
  if (!near || body_.nests || earlier.access->instruction->getParent() != access.instruction->getParent())
    return 2;
  return access.barrier == Barrier::Write ? kMostMarksOfCall : kMostMarksInline;
}

/// Lets the barrier cover [begin, end), distances from the access's address, unless that takes more than `most` marks.
bool Elider::widen(Access &access, int64_t begin, int64_t end, uint64_t most) {
  uint64_t span = static_cast<uint64_t>(end - begin);
  if (span > most * STM_GRANULE_SIZE)
    return false;
  Align known = std::max(access.align, getKnownAlignment(access.pointer(), layout_, access.instruction));
  Align align = commonAlignment(known, static_cast<uint64_t>(begin));
  uint64_t granules = granulesTouched(span, align);
  if (granules > most)
    return false;
  access.before = -begin;
  access.span = span;
  access.granules = static_cast<unsigned>(granules);
  if (access.barrier == Barrier::Write && granules > kMostMarksTested)
    access.is_range = true;
  return true;
}

/// Looks on the way from the root for a barrier that covers the bytes at `place`, or can be made to, and for an access there whose
/// address serves.
Elider::Cover Elider::findCover(const Access &access, const PlaceRange &place, unsigned epoch, bool seldom) {
  const BasicBlock *block = access.instruction->getParent();
  int64_t begin = place.first, end = place.last + static_cast<int64_t>(access.size);
  Cover found;
  for (Seen &earlier : seen_[place.base]) {
    if (!body_.sameTransaction(earlier.access->instruction->getParent(), block) ||
        (body_.divisible && earlier.epoch != epoch))
      continue;
    bool covers = earlier.begin() <= begin && end <= earlier.end();
    if (!covers && mayWiden(earlier, access, epoch, seldom)) {
      bool gapless = place.first == place.last && begin <= earlier.end() && end >= earlier.begin();
      covers = widen(*earlier.access, std::min(begin, earlier.begin()) - earlier.offset,
                     std::max(end, earlier.end()) - earlier.offset, mostMarks(earlier, access, begin, end));
      if (covers && access.barrier == Barrier::Write)
        earlier.access->is_whole &= gapless && access.is_whole && alwaysReaches(*earlier.access->instruction, *access.instruction);
    }
    if (!covers)
      continue;
    bool marked = earlier.marks && (earlier.access->barrier == Barrier::Write ||
                                    access.barrier == Barrier::Read);
    found.is_marked |= marked && (!body_.nests || access.barrier != Barrier::Write);
    if (earlier.epoch == epoch) {
      found.same_epoch = earlier.access;
      found.offset = earlier.offset;
    }
  }
  found.is_marked &= !isSet(Switch::NoElideDominated);
  return found;
}

/// Leaves out of the access's barrier what the cover has done; false: it has done nothing.
bool Elider::serve(Access &access, const Cover &cover) {
  if (access.barrier != Barrier::Translate && cover.is_marked) {
    access.barrier = Barrier::Translate;
    access.reason = Count::Marked;
  }
  if (access.barrier != Barrier::Translate)
    return false;
  if (!isSet(Switch::NoReuseTranslation))
    access.translated = cover.same_epoch;
  return cover.is_marked || access.translated;
}

void Elider::visit(Access &access, unsigned epoch, bool seldom, SmallVectorImpl<const Value *> &undo) {
  order_.push_back(&access);
  if (access.barrier == Barrier::None || access.barrier == Barrier::Log || access.shift)
    return;
  if (std::optional<PlaceRange> range = placeRangeOf(access, layout_); range && !isSet(Switch::NoWiden))
    if (serve(access, findCover(access, *range, epoch, seldom))) {
      access.is_choice = true;
      return;
    }
  Place place = placeOf(access, layout_);
  Cover cover = findCover(access, {place.base, place.offset, place.offset}, epoch, seldom);
  if (serve(access, cover))
    access.distance = place.offset - cover.offset;
  if (access.barrier != Barrier::Translate && !access.is_range)
    access.is_range = seldom || isPastBudget(*access.instruction->getParent());
  seen_[place.base].push_back({&access, place.offset, epoch, access.barrier != Barrier::Translate});
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
