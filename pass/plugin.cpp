//===- pass/plugin.cpp - Registration ---------------------------------------===//
//
// Registration only. One pass runs first of all (early_pass.h). The other one runs as the last step of the optimiser at every level, -O0 included,
// and in the compile step of -flto builds: two versions of a region made any earlier would
// be merged into each other again.
//
//===----------------------------------------------------------------------===//
#include "plugin.h"

#include "barrier_pass.h"
#include "early_pass.h"

#include "llvm/Passes/PassBuilder.h"
#include "llvm/Plugins/PassPlugin.h"

using namespace llvm;

void stm::registerPasses(PassBuilder &builder, const PassOptions &options) {
  builder.registerPipelineStartEPCallback(
      [options](ModulePassManager &passes, OptimizationLevel) { passes.addPass(EarlyPass(options)); });
  builder.registerOptimizerLastEPCallback(
      [options](ModulePassManager &passes, OptimizationLevel, ThinOrFullLTOPhase) {
        passes.addPass(BarrierPass(options));
      });
  builder.registerPipelineParsingCallback(
      [options](StringRef name, ModulePassManager &passes,
                ArrayRef<PassBuilder::PipelineElement>) {
        if (name != "stm")
          return false;
        passes.addPass(BarrierPass(options));
        return true;
      });
}

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "stm", "0.1",
          [](PassBuilder &builder) { stm::registerPasses(builder, {}); }};
}
