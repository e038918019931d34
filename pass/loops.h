//===- pass/loops.h - Loops in transactions ----------------------------------===//
//
// A transaction that has read what it should not have (memory that code outside of regions may already
// write again) may loop for ever. So each loop without a computable bound asks at its header
// whether somebody wants the transaction to look.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_LOOPS_H
#define STM_PASS_LOOPS_H

#include "body.h"
#include "runtime_abi.h"

namespace stm {

/// Gives the body's loops preheaders, where the transaction's constants can be loaded, and polls.
void preparePolledLoops(Body &body, RuntimeAbi &abi);

} // namespace stm

#endif
