//===- pass/ranges.h - One barrier for all that a loop touches ----------------===//
//
// A loop that runs over an array needs a barrier at each step, unless it can be told before the loop which bytes it will
// touch. Then one call marks them all and says how far the view is from the program's addresses, and the
// steps are one addition each: a loop that was vectorised stays so.
//
//===--------------------------------------------------------------------------===//
#ifndef STM_PASS_RANGES_H
#define STM_PASS_RANGES_H

#include "access.h"

#include <vector>

namespace stm {

/// Emits such barriers before the body's loops and sets `shift` of the accesses that they serve.
void hoistRanges(std::vector<Access> &accesses, Body &body, RuntimeAbi &abi);

} // namespace stm

#endif
