//===- pass/indirect_branches.h - Computed goto in copied code --------------===//
//
// Label addresses live in tables that the original code and its copy share, so they always name the
// original's blocks. In a copy, an indirect branch compares with them one by one.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_INDIRECT_BRANCHES_H
#define STM_PASS_INDIRECT_BRANCHES_H

#include "llvm/Transforms/Utils/ValueMapper.h"

namespace llvm {
class Function;
} // namespace llvm

namespace stm {

/// Makes label addresses in `copy`, a clone of `original` by `map`, those of the original again.
void followOriginalLabels(llvm::Function &original, llvm::Function &copy,
                          const llvm::ValueToValueMapTy &map);

} // namespace stm

#endif
