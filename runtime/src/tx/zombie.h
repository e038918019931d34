//===- tx/zombie.h - Doomed transactions do no harm ---------------------------------------------===//
//
// A transaction whose snapshot was overtaken by privatised data, written outside of regions, may run on
// with values that never existed together. It is stopped before that shows: faults are validated first,
// loops poll, and stores outside the window validate. Recursion without end overflows the stack, which is a fault too; but
// it must not be the runtime that faults, with a lock held: so its entries validate when little of the stack is left.
//
//===----------------------------------------------------------------------------------------------===//
#ifndef STM_TX_ZOMBIE_H
#define STM_TX_ZOMBIE_H

#include "tx/transaction.h"

namespace stm {

/// Installs handlers (on a stack of their own: os::provideSignalStack) for SIGSEGV, SIGBUS, SIGFPE and SIGILL that abort a doomed transaction and otherwise
/// pass the signal on to what was installed before.
void catchFaults();

/// Aborts if the log shows a conflict. One load when nothing was committed since the last check.
void validateNow(ThreadState &thread);

/// Aborts likewise, if so little of the stack is left that the caller may overflow it.
inline void validateOnLowStack(ThreadState &thread) {
  uint64_t here = reinterpret_cast<uint64_t>(__builtin_frame_address(0));
  if (__builtin_expect(here - thread.stack.begin < thread.stack_reserve, 0))
    validateNow(thread);
}

/// The service thread's tick: has every running transaction validate at its next poll.
void requestPolls();

} // namespace stm

#endif
