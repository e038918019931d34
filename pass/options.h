//===- pass/options.h - What the front end tells the pass ------------------===//
//
// The pass knows nothing of Clang. The front end half of the plugin (clang-plugin/) hands
// it these options; under `opt` the defaults hold and problems are reported through
// LLVM's own diagnostic handler. The off switches of the single optimisations are
// command-line options instead (switches.h).
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_OPTIONS_H
#define STM_PASS_OPTIONS_H

#include "llvm/ADT/StringRef.h"

#include <functional>
#include <string>

namespace stm {

/// Something the user should read.
struct PassMessage {
  enum class Severity { Error, Warning, Note };
  Severity severity;
  std::string file; ///< Empty: the location is unknown.
  unsigned line = 0;
  unsigned column = 0;
  std::string text; ///< Lower case, one line, no final stop.
};

struct PassOptions {
  /// Report every call that makes a transaction irrevocable.
  bool warn_irrevocable = false;

  /// stm_outside() divides transactions: what is known of marks does not hold behind a call.
  bool divisible = false;

  /// Where messages go. Empty: LLVM's diagnostic handler.
  std::function<void(const PassMessage &)> diagnose;
};

} // namespace stm

#endif
