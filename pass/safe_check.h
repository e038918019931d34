//===- pass/safe_check.h - Whether safe functions are safe ---------------------===//
//
// A function that is declared [[stm::safe]] never makes a transaction irrevocable. Its definition is checked here, with all
// that it calls in the module, before anything is optimised: what is right or wrong does not depend on the
// level. A function of another module must be declared safe or pure itself, or be known (calls.def).
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_SAFE_CHECK_H
#define STM_PASS_SAFE_CHECK_H

#include "report.h"

namespace stm {

/// Reports an error for each call that breaks a promise.
void checkSafeFunctions(llvm::Module &module, Reporter &reporter);

} // namespace stm

#endif
