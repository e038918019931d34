//===- pass/lower.h - Fewer kinds of accesses --------------------------------===//
//
// Prepares what is not a plain load or store: vector accesses under a mask become such; atomic accesses, whose other side
// may be outside of all transactions, are announced to the runtime. What is left is handled by access.cpp or
// makes the transaction irrevocable (call_sites.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_LOWER_H
#define STM_PASS_LOWER_H

#include "body.h"
#include "runtime_abi.h"

namespace stm {

void lowerAccesses(Body &body, RuntimeAbi &abi);

} // namespace stm

#endif
