//===- pass/frame.cpp - The variables of a function with regions ------------===//
//
// See frame.h.
//
//===----------------------------------------------------------------------===//
#include "frame.h"

#include "body.h"
#include "switches.h"

#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stm {
namespace {

/// Larger variables are logged rather than saved.
constexpr uint64_t kLargeVariable = 256;

bool isLarge(const AllocaInst &variable) {
  auto size = variable.getAllocationSize(variable.getDataLayout());
  return !size || size->isScalable() || size->getFixedValue() > kLargeVariable;
}

bool isCaptured(const AllocaInst &variable) {
  return PointerMayBeCaptured(&variable, /*ReturnCaptures=*/true);
}

/// True if no value that the variable has at a begin can be read afterwards: it is used in one region only, and
/// either that region is entered once in a call of the function, or the variable's life starts in it.
bool isDeadAtBegin(const AllocaInst &variable, const Body &region, const DominatorTree &tree) {
  // At the begin of an inner region that keeps a checkpoint the variable may be alive.
  if (isSet(Switch::NoElideDead) || region.nests)
    return false;
  const BasicBlock *home = nullptr;
  const Instruction *birth = nullptr;
  for (const User *user : variable.users()) {
    auto *instruction = cast<Instruction>(user);
    if (!region.contains(instruction))
      return false;
    if (!home)
      home = instruction->getParent();
    if (!region.sameTransaction(home, instruction->getParent()))
      return false;
    if (auto *marker = dyn_cast<LifetimeIntrinsic>(instruction);
        marker && marker->getIntrinsicID() == Intrinsic::lifetime_start &&
        (!birth || tree.dominates(marker, birth)))
      birth = marker;
  }
  if (!home)
    return true;
  if (birth && all_of(variable.users(), [&](const User *user) {
        return user == birth || tree.dominates(birth, cast<Instruction>(user));
      }))
    return true;
  for (const BasicBlock *entry : region.entries)
    if (region.sameTransaction(entry, home)) {
      for (const BasicBlock *successor : successors(entry))
        if (isPotentiallyReachable(successor, entry))
          return false;
      return true;
    }
  return false;
}

} // namespace

void keepArgumentCopies(Function &function) {
  for (Instruction &instruction : function.getEntryBlock())
    if (auto *store = dyn_cast<StoreInst>(&instruction))
      if (isa<Argument>(store->getValueOperand()) &&
          isa<AllocaInst>(store->getPointerOperand()->stripPointerCasts())) {
        IRBuilder<> builder(store);
        store->setOperand(0, builder.CreateFreeze(store->getValueOperand()));
      }
}

Frame::Frame(Function &function, const Body &region) : function_(function) {
  DominatorTree tree(function);
  for (BasicBlock &block : function)
    for (Instruction &instruction : block) {
      auto *variable = dyn_cast<AllocaInst>(&instruction);
      if (!variable || variable->isSwiftError() || variable->isUsedWithInAlloca())
        continue;
      if (!variable->isStaticAlloca()) {
        // Allocated in the region: below the stack pointer at begin.
        dynamic_[variable] = region.contains(variable) ? FrameStore::NothingDead : FrameStore::Log;
        continue;
      }
      if (isSet(Switch::NoElideFrame) || isLarge(*variable) || isCaptured(*variable))
        exempted_[variable] = isDeadAtBegin(*variable, region, tree) ? FrameStore::NothingDead
                                                                    : FrameStore::Log;
    }
  keepArgumentCopies(function);
}

FrameStore Frame::storeTo(const Value *variable) const {
  if (isa<Argument>(variable)) // byval: above the frame, not saved.
    return FrameStore::Log;
  if (auto found = dynamic_.find(variable); found != dynamic_.end())
    return found->second;
  auto found = exempted_.find(const_cast<AllocaInst *>(cast<AllocaInst>(variable)));
  return found == exempted_.end() ? FrameStore::Nothing : found->second;
}

void Frame::merge(Constant *null, Value *&escaped, Value *&escaped_end) {
  escaped = escaped_end = null;
  if (exempted_.empty())
    return;

  const DataLayout &layout = function_.getDataLayout();
  uint64_t size = 0;
  Align align(16);
  SmallVector<uint64_t, 8> offsets;
  for (auto &[variable, store] : exempted_) {
    size = alignTo(size, variable->getAlign());
    align = std::max(align, variable->getAlign());
    offsets.push_back(size);
    size += variable->getAllocationSize(layout)->getFixedValue();
  }

  BasicBlock &entry = function_.getEntryBlock();
  IRBuilder<> builder(&entry, entry.begin());
  auto *block = builder.CreateAlloca(ArrayType::get(builder.getInt8Ty(), size), nullptr,
                                     "stm.escaped");
  block->setAlignment(align);
  escaped = block;
  escaped_end = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), block, size,
                                                   "stm.escaped.end");
  DIBuilder debug(*function_.getParent(), /*AllowUnresolved=*/false);
  for (auto [i, entry] : enumerate(exempted_)) {
    AllocaInst *variable = entry.first;
    SmallVector<Instruction *, 4> markers;
    for (User *user : variable->users())
      if (auto *marker = dyn_cast<LifetimeIntrinsic>(user))
        markers.push_back(marker);
    for (Instruction *marker : markers)
      marker->eraseFromParent();
    replaceDbgDeclare(variable, block, debug, DIExpression::ApplyOffset,
                      static_cast<int>(offsets[i]));
    builder.SetInsertPoint(variable);
    Value *place = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), block, offsets[i]);
    place->takeName(variable);
    variable->replaceAllUsesWith(place);
    variable->eraseFromParent();
  }
}

} // namespace stm
