//===- pass/undo.h - Which code may undo a region -----------------------------===//
//
// A region inside another is a part of it and costs nothing, unless it may be undone alone: by stm_cancel, or
// by stm_retry in an alternative (stm/stm.h). Then it needs a checkpoint of its own. This analysis tells of
// each call whether it may come to that; calls of unknown code may.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_UNDO_H
#define STM_PASS_UNDO_H

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"

namespace stm {

class Undo {
public:
  using HasClone = llvm::function_ref<bool(const llvm::Function &)>;

  /// Looks at the functions as they are now, still without barriers.
  Undo(llvm::Module &module, HasClone has_clone);

  bool may(const llvm::CallBase &call, HasClone has_clone) const;

  /// True if code of this module itself asks for regions to be undone: the program then runs no region in a way that
  /// keeps no undo log.
  bool isAskedFor() const { return asked_for_; }

private:
  llvm::DenseSet<const llvm::Function *> functions_;
  bool asked_for_ = false;
};

} // namespace stm

#endif
