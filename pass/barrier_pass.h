//===- pass/barrier_pass.h - The instrumentation pass -----------------------===//
//
// Drives the work on one module; the steps live in files of their own. Order and reasons:
// barrier_pass.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_BARRIER_PASS_H
#define STM_PASS_BARRIER_PASS_H

#include "options.h"

#include "llvm/IR/PassManager.h"

namespace stm {

class BarrierPass : public llvm::PassInfoMixin<BarrierPass> {
public:
  explicit BarrierPass(PassOptions options) : options_(std::move(options)) {}

  llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &);

  /// -O0 and optnone functions need barriers too.
  static bool isRequired() { return true; }

private:
  PassOptions options_;
};

} // namespace stm

#endif
