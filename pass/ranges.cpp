//===- pass/ranges.cpp - One barrier for all that a loop touches ----------------===//
//
// Which accesses: in a loop of known length, at an address that is the same in all iterations or moves by a constant, in a block that
// every iteration runs. So nothing is marked that would not have been marked anyway. The loop must leave the
// transaction's constants alone, and nothing in it may leave it early.
//
// Accesses of a loop that go through the same addresses, or neighbouring ones, share a barrier (an array of structures; a reading
// and a writing of the same element).
//
//===----------------------------------------------------------------------------===//
#include "ranges.h"

#include "switches.h"

#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/TargetParser/Triple.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

#include <optional>

using namespace llvm;

namespace stm {
namespace {

/// Below so many iterations the loop's own barriers are cheaper than a call.
constexpr unsigned kFewIterations = 8;
/// Strides above this leave granules between the accesses out.
constexpr uint64_t kLargestStride = 4 * STM_GRANULE_SIZE;

/// What an access touches in the loop's run: from `low` on, `step` bytes further (0: the same each time) in each iteration.
struct Walk {
  const SCEV *low;
  uint64_t step;
  bool backwards;
};

/// Accesses that one barrier serves: of the same walk, `begin` to `end` bytes from the low address of the first.
struct Group {
  Walk walk;
  int64_t begin, end;
  bool writes;
  bool is_whole; ///< [begin, end) is stored to without a gap.
  SmallVector<Access *, 4> members;
};

class Hoister {
public:
  Hoister(std::vector<Access> &accesses, Body &body, RuntimeAbi &abi)
      : body_(body), abi_(abi), tree_(body.function), loops_(tree_), assumptions_(body.function),
        library_impl_(body.function.getParent()->getTargetTriple()), library_(library_impl_, &body.function),
        evolution_(body.function, library_, assumptions_, tree_, loops_) {
    for (Access &access : accesses)
      if (isCandidate(access))
        if (Loop *loop = loops_.getLoopFor(access.instruction->getParent()))
          in_loop_[loop].push_back(&access);
  }

  void run() {
    for (Loop *loop : loops_.getLoopsInPreorder())
      if (auto found = in_loop_.find(loop); found != in_loop_.end() && isSuitable(*loop))
        hoist(*loop, found->second);
  }

private:
  static bool isCandidate(const Access &access) {
    return (access.barrier == Barrier::Read || access.barrier == Barrier::Write) && !access.instruction->isAtomic() &&
           !access.instruction->isVolatile() && access.size <= 2 * STM_GRANULE_SIZE &&
           (isa<LoadInst>(access.instruction) || isa<StoreInst>(access.instruction));
  }
  bool isSuitable(Loop &loop);
  std::optional<Walk> walkOf(const Access &access, Loop &loop, const SCEV *count);
  bool join(SmallVectorImpl<Group> &groups, const Walk &walk, Access &access);
  void hoist(Loop &loop, ArrayRef<Access *> accesses);
  void emit(Group &group, const SCEV *count, Instruction &before, SCEVExpander &expander);

  Body &body_;
  RuntimeAbi &abi_;
  DominatorTree tree_;
  LoopInfo loops_;
  AssumptionCache assumptions_;
  TargetLibraryInfoImpl library_impl_;
  TargetLibraryInfo library_;
  ScalarEvolution evolution_;
  DenseMap<const Loop *, SmallVector<Access *, 8>> in_loop_;
};

bool Hoister::isSuitable(Loop &loop) {
  BasicBlock *front = loop.getLoopPreheader();
  if (!front || !body_.blocks.contains(front) || !loop.getLoopLatch() ||
      body_.clobbers.contains(front->getTerminator()))
    return false;
  for (BasicBlock *block : loop.blocks()) {
    if (!body_.blocks.contains(block) || !body_.sameTransaction(front, block))
      return false;
    for (const Instruction &instruction : *block)
      if (body_.clobbers.contains(&instruction) || !isGuaranteedToTransferExecutionToSuccessor(&instruction))
        return false;
  }
  const SCEV *count = evolution_.getBackedgeTakenCount(&loop);
  if (isa<SCEVCouldNotCompute>(count) || !count->getType()->isIntegerTy() ||
      evolution_.getTypeSizeInBits(count->getType()) > 64)
    return false;
  unsigned iterations = evolution_.getSmallConstantTripCount(&loop);
  return iterations == 0 || iterations >= kFewIterations;
}

std::optional<Walk> Hoister::walkOf(const Access &access, Loop &loop, const SCEV *count) {
  if (!tree_.dominates(access.instruction->getParent(), loop.getLoopLatch()))
    return std::nullopt;
  const SCEV *address = evolution_.getSCEV(access.pointer());
  if (evolution_.isLoopInvariant(address, &loop))
    return Walk{address, 0, false};
  auto *recurrence = dyn_cast<SCEVAddRecExpr>(address);
  if (!recurrence || recurrence->getLoop() != &loop || !recurrence->isAffine())
    return std::nullopt;
  auto *step = dyn_cast<SCEVConstant>(recurrence->getStepRecurrence(evolution_));
  if (!step || step->getAPInt().abs().ugt(kLargestStride))
    return std::nullopt;
  bool backwards = step->getAPInt().isNegative();
  const SCEV *low = backwards ? recurrence->evaluateAtIteration(count, evolution_) : recurrence->getStart();
  return Walk{low, step->getAPInt().abs().getZExtValue(), backwards};
}

/// Adds the access to a group whose walk runs through the same bytes or the next ones.
bool Hoister::join(SmallVectorImpl<Group> &groups, const Walk &walk, Access &access) {
  bool writes = access.barrier == Barrier::Write;
  for (Group &group : groups) {
    if (group.walk.step != walk.step || group.walk.backwards != walk.backwards || (writes && !group.writes))
      continue;
    auto *distance = dyn_cast<SCEVConstant>(evolution_.getMinusSCEV(walk.low, group.walk.low));
    if (!distance || distance->getAPInt().getSignificantBits() > 32)
      continue;
    int64_t begin = distance->getAPInt().getSExtValue(), end = begin + static_cast<int64_t>(access.size);
    int64_t reach = std::max<int64_t>(static_cast<int64_t>(walk.step), STM_GRANULE_SIZE);
    // What is only read joins what is written where it is written anyway.
    if (writes == group.writes ? begin > group.end + reach || end < group.begin - reach : begin < group.begin || end > group.end)
      continue;
    group.is_whole &= !writes || (access.is_whole && begin <= group.end && end >= group.begin);
    group.begin = std::min(group.begin, begin);
    group.end = std::max(group.end, end);
    group.members.push_back(&access);
    return true;
  }
  return false;
}

void Hoister::hoist(Loop &loop, ArrayRef<Access *> accesses) {
  Instruction &before = *loop.getLoopPreheader()->getTerminator();
  Type *word = Type::getInt64Ty(body_.function.getContext());
  const SCEV *count = evolution_.getTruncateOrZeroExtend(evolution_.getBackedgeTakenCount(&loop), word);
  SCEVExpander expander(evolution_, "stm.range", /*PreserveLCSSA=*/false);

  SmallVector<Group, 4> groups;
  auto add = [&](Access *access) {
    std::optional<Walk> walk = walkOf(*access, loop, count);
    if (walk && expander.isSafeToExpandAt(walk->low, &before) && expander.isSafeToExpandAt(count, &before) &&
        !join(groups, *walk, *access))
      groups.push_back({*walk, 0, static_cast<int64_t>(access->size), access->barrier == Barrier::Write, access->is_whole, {access}});
  };
  for (Access *access : accesses)
    if (access->barrier == Barrier::Write)
      add(access);
  for (Access *access : accesses)
    if (access->barrier == Barrier::Read)
      add(access);
  for (Group &group : groups)
    emit(group, count, before, expander);
}

void Hoister::emit(Group &group, const SCEV *count, Instruction &before, SCEVExpander &expander) {
  IRBuilder<> builder(&before);
  Type *word = builder.getInt64Ty();
  Value *pointer = expander.expandCodeFor(group.walk.low, builder.getPtrTy(), &before);
  Value *low = builder.CreateAdd(builder.CreatePtrToInt(pointer, word), ConstantInt::getSigned(word, group.begin));
  Value *size = builder.getInt64(group.end - group.begin);
  if (group.walk.step) {
    Value *steps = expander.expandCodeFor(count, word, &before);
    size = builder.CreateAdd(builder.CreateMul(steps, builder.getInt64(group.walk.step)), size);
  }
  // Every iteration stores to all of its step, so there are no gaps.
  bool whole = group.end - group.begin >= static_cast<int64_t>(group.walk.step) && group.is_whole;
  Entry entry = !group.writes ? Entry::__stm_read_slow : whole ? Entry::__stm_write_slow : Entry::__stm_write_part;
  Value *from = builder.CreateIntToPtr(low, builder.getPtrTy());
  CallInst *address = abi_.call(builder, entry, {from, size});
  Value *shift = builder.CreateSub(builder.CreatePtrToInt(address, word), low);
  for (Access *access : group.members) {
    access->shift = shift;
    access->reason = Count::InRange;
  }
  ++body_.counters[Count::RangeBarrier];
}

} // namespace

void hoistRanges(std::vector<Access> &accesses, Body &body, RuntimeAbi &abi) {
  if (isSet(Switch::NoHoistRanges) || body.function.hasOptNone())
    return;
  Hoister(accesses, body, abi).run();
}

} // namespace stm
