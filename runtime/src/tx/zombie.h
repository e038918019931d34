//===- tx/zombie.h - Doomed transactions do no harm ---------------------------------------------===//
//
// A transaction whose snapshot was overtaken by privatised data, written outside of regions, may run on
// with values that never existed together. It is stopped before that shows: faults are validated first,
// loops poll, and stores outside the window validate.
//
//===----------------------------------------------------------------------------------------------===//
#ifndef STM_TX_ZOMBIE_H
#define STM_TX_ZOMBIE_H

#include "tx/transaction.h"

namespace stm {

/// Installs handlers for SIGSEGV, SIGBUS, SIGFPE and SIGILL that abort a doomed transaction and otherwise
/// pass the signal on to what was installed before.
void catchFaults();

/// Aborts if the log shows a conflict. One load when nothing was committed since the last check.
void validateNow(ThreadState &thread);

/// The service thread's tick: has every running transaction validate at its next poll.
void requestPolls();

} // namespace stm

#endif
