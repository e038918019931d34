//===- pass/plugin.h - Hooking the pass into a pipeline ---------------------===//
//
// The front end half of the plugin calls registerPasses from its own callback;
// `opt -load-pass-plugin` reaches it through llvmGetPassPluginInfo (plugin.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_PLUGIN_H
#define STM_PASS_PLUGIN_H

#include "options.h"

namespace llvm {
class PassBuilder;
} // namespace llvm

namespace stm {

/// Adds the instrumentation at the end of every default pipeline of `builder`, and as
/// `-passes=stm`.
void registerPasses(llvm::PassBuilder &builder, const PassOptions &options);

} // namespace stm

#endif
