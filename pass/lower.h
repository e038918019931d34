//===- pass/lower.h - Fewer kinds of accesses --------------------------------===//
//
// Rewrites what a transaction need not do in its usual way into plain loads and stores: atomic accesses (the
// transaction as a whole is atomic) and vector accesses under a mask. What is left is handled
// by access.cpp or makes the transaction irrevocable (call_sites.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_LOWER_H
#define STM_PASS_LOWER_H

#include "body.h"

namespace stm {

void lowerAccesses(Body &body);

} // namespace stm

#endif
