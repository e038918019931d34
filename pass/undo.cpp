//===- pass/undo.cpp - Which code may undo a region -----------------------------===//
//
// See undo.h. Spreads from the calls that undo or are unknown to the functions that hold them, against the
// direction of calls.
//
//===----------------------------------------------------------------------===//
#include "undo.h"

#include "annotations.h"
#include "calls.h"

#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace stm {
namespace {

bool isRequest(const Function &callee) {
  return StringSwitch<bool>(callee.getName())
      .Cases({"stm_cancel", "stm_retry", "__stm_catch_retry"}, true)
      .Default(false);
}

} // namespace

bool Undo::may(const CallBase &call, HasClone has_clone) const {
  CallClass found = classifyCall(call, has_clone);
  switch (found.kind) {
  case CallKind::Harmless:
    return found.callee && isRequest(*found.callee);
  case CallKind::Clone:
    return functions_.contains(found.callee);
  case CallKind::WeakClone:
    return !found.provided;
  case CallKind::Indirect:
    return true;
  default:
    return false;
  }
}

Undo::Undo(Module &module, HasClone has_clone) {
  DenseMap<const Function *, SmallVector<const Function *, 4>> callers;
  SmallVector<const Function *, 32> work;
  for (const Function &function : module)
    for (const BasicBlock &block : function)
      for (const Instruction &instruction : block) {
        auto *call = dyn_cast<CallBase>(&instruction);
        if (!call)
          continue;
        CallClass found = classifyCall(*call, has_clone);
        asked_for_ |= found.callee && isRequest(*found.callee);
        if (found.kind == CallKind::Clone)
          callers[found.callee].push_back(&function);
        else if (may(*call, has_clone) && functions_.insert(&function).second)
          work.push_back(&function);
      }
  while (!work.empty())
    for (const Function *caller : callers.lookup(work.pop_back_val()))
      if (functions_.insert(caller).second)
        work.push_back(caller);
}

} // namespace stm
