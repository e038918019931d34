//===- pass/clones.h - Transactional clones of functions --------------------===//
//
// For each function f that a transaction might call, `f.stm` is a copy that barriers are put into.
// Other code finds it in three ways: direct calls by name, in other modules through a weak reference;
// calls through a pointer by the word before f's entry (abi.h, STM_PREFIX_MAGIC).
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_CLONES_H
#define STM_PASS_CLONES_H

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/Module.h"

namespace stm {

class Clones {
public:
  explicit Clones(llvm::Module &module);

  /// Makes the chosen clones, still without barriers, and the names under which they are found.
  void create();

  /// True if `function` has or will have a clone.
  bool has(const llvm::Function &function) const {
    return planned_.contains(const_cast<llvm::Function *>(&function));
  }

  /// The clone of a function for which has() is true.
  llvm::Function *cloneOf(const llvm::Function &function) const {
    return clones_.lookup(const_cast<llvm::Function *>(&function));
  }

  /// A weak reference to another module's clone of `function`: its address may be null.
  llvm::Constant *weakReference(llvm::Function &function);

  /// Originals and clones, in module order.
  const llvm::MapVector<llvm::Function *, llvm::Function *> &all() const { return clones_; }

private:
  void plan();
  llvm::Function *clone(llvm::Function &function);
  void namePure();
  void nameAliases();
  void attachPrefix(llvm::Function &function, llvm::Function &clone);

  llvm::Module &module_;
  llvm::SetVector<llvm::Function *> planned_;
  llvm::MapVector<llvm::Function *, llvm::Function *> clones_;
};

} // namespace stm

#endif
