//===- returns_twice.cpp - Regions stay out of functions that call setjmp -===//
//
// All calls in a function that calls setjmp or its like become noinline, before anything is
// inlined. There are few such functions, so it does not matter which of the callees hold regions,
// at whatever depth.
//
//===----------------------------------------------------------------------===//
#include "returns_twice.h"

#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

using namespace llvm;

namespace {

struct KeepCallsPass : PassInfoMixin<KeepCallsPass> {
  PreservedAnalyses run(Module &module, ModuleAnalysisManager &) {
    for (Function &function : module) {
      if (!function.callsFunctionThatReturnsTwice())
        continue;
      for (Instruction &instruction : instructions(function))
        if (auto *call = dyn_cast<CallBase>(&instruction); call && !call->getIntrinsicID())
          call->setIsNoInline();
    }
    return PreservedAnalyses::all();
  }

  static bool isRequired() { return true; }
};

} // namespace

void stm::keepRegionsFromReturningTwice(PassBuilder &builder) {
  builder.registerPipelineStartEPCallback(
      [](ModulePassManager &passes, OptimizationLevel) { passes.addPass(KeepCallsPass()); });
}
