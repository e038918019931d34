//===- arguments.h - The arguments of the plugin -------------------------===//
//
// Reads `-fplugin-arg-stm-<name>` (arguments.def lists them) into the pass's options.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_ARGUMENTS_H
#define STM_CLANG_PLUGIN_ARGUMENTS_H

#include <string>
#include <vector>

namespace clang {
class DiagnosticsEngine;
}

namespace stm {

struct PassOptions;

/// Sets in `options` what `arguments` ask for. Reports the first wrong one and returns false.
bool parseArguments(const std::vector<std::string> &arguments, clang::DiagnosticsEngine &engine,
                    PassOptions &options);

} // namespace stm

#endif
