//===- pass/verify.h - The pass checks its own result ------------------------===//
//
// Postcondition: in code that runs in transactions, each access to memory either goes through an address that
// a barrier made, or leads to memory that needs none. A violation is a bug of the pass and
// ends the compilation.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_VERIFY_H
#define STM_PASS_VERIFY_H

#include "body.h"

namespace stm {

void verifyBody(const Body &body);

} // namespace stm

#endif
