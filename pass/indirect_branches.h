//===- pass/indirect_branches.h - Computed goto in copied code --------------===//
//
// Label addresses that the program keeps anywhere are shared by the original code and its copy, so they always name the
// original's blocks: in a copy, an indirect branch compares with them one by one. The usual table of labels, a constant from which
// the branches alone read, is copied with the code instead.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_INDIRECT_BRANCHES_H
#define STM_PASS_INDIRECT_BRANCHES_H

#include "llvm/Transforms/Utils/ValueMapper.h"

namespace llvm {
class Function;
} // namespace llvm

namespace stm {

/// Makes the indirect branches of `copy`, a clone of `original` by `map`, lead to its own blocks.
void followOriginalLabels(llvm::Function &original, llvm::Function &copy,
                          const llvm::ValueToValueMapTy &map);

} // namespace stm

#endif
