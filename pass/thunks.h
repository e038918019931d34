//===- pass/thunks.h - Calls of libraries' clones, in one place each ---------===//
//
// Whether a library brings the clone of a known function is known when the program runs only. Instead of asking
// at each call, calls go to a small function of the module, one for each callee, which asks and jumps on.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_THUNKS_H
#define STM_PASS_THUNKS_H

#include "clones.h"
#include "module_data.h"
#include "runtime_abi.h"

namespace stm {

/// What their names begin with.
inline constexpr llvm::StringLiteral kThunkPrefix = "__stm_call.";

class Thunks {
public:
  Thunks(RuntimeAbi &abi, ModuleData &data, Clones &clones) : abi_(abi), data_(data), clones_(clones) {}

  /// The function that calls `callee`'s clone or, where there is none, `callee` itself; after the transaction has become
  /// irrevocable, unless the callee is `harmless`.
  llvm::Function *get(llvm::Function &callee, bool harmless);

private:
  llvm::Function *create(llvm::Function &callee, bool harmless);

  RuntimeAbi &abi_;
  ModuleData &data_;
  Clones &clones_;
  llvm::DenseMap<llvm::Function *, llvm::Function *> thunks_;
};

} // namespace stm

#endif
