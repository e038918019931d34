//===- pass/depths.h - How deep in regions a place is ------------------------===//
//
// Counts the begin and end markers on the ways to each place. The front end's markers are balanced, but
// Clang lets a function share some blocks, such as the one that calls std::terminate, and the optimiser
// merges more; a block that is reached at two depths is made into two blocks.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_DEPTHS_H
#define STM_PASS_DEPTHS_H

#include "report.h"

#include "llvm/IR/InstrTypes.h"

namespace stm {

class RuntimeAbi;

/// The markers that matter: those between depth 0 and 1.
struct OutermostMarkers {
  llvm::SmallVector<llvm::CallBase *, 4> begins;
  llvm::SmallVector<llvm::CallBase *, 4> ends;
};

/// Finds them. Reports and returns false if there is no way to make the depths agree.
bool findOutermostMarkers(llvm::Function &function, RuntimeAbi &abi, Reporter &reporter, OutermostMarkers &found);

} // namespace stm

#endif
