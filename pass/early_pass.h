//===- pass/early_pass.h - Before anything is optimised -----------------------===//
//
// What must be settled while the code is still as the front end wrote it, at all levels of optimisation:
//
//   annotations        become attributes of functions (annotations.h)
//   atomic functions   get markers around their bodies
//   cancelled regions  the way from a region's begin to what follows the region becomes an edge, so that the
//                      optimiser knows it
//   abort actions      the variables that they may change are known to be changed (abort_actions.h)
//   safe functions     are checked (safe_check.h)
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_EARLY_PASS_H
#define STM_PASS_EARLY_PASS_H

#include "options.h"

#include "llvm/IR/PassManager.h"

namespace stm {

/// The steps without the check. Idempotent: the barrier pass begins with them too, for code that comes without an early
/// pass.
bool settleRegions(llvm::Module &module);

class EarlyPass : public llvm::PassInfoMixin<EarlyPass> {
public:
  explicit EarlyPass(PassOptions options) : options_(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }

private:
  PassOptions options_;
};

} // namespace stm

#endif
