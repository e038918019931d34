//===- tx/lock_mode.h - Regions under one lock, where that is faster --------------------------===//
//
// A region of a handful of accesses cannot win by running in a view: begin, log and commit cost more than the
// work. In lock mode all regions run their plain version under one lock, on canonical memory: exactly the program's
// one-lock reading. tx/mode_choice measures both modes while the program runs and decides.
//
// The bias (tx/lone.h) holds kEverybody in lock mode. No view is active then, and no page protected.
//
//===-----------------------------------------------------------------------------------------===//
#ifndef STM_TX_LOCK_MODE_H
#define STM_TX_LOCK_MODE_H

#include "base/lock.h"
#include "tx/thread_state.h"

namespace stm {

/// Starts a transaction under the lock if the mode is on.
bool tryLocked(ThreadState &thread);
void endLocked(ThreadState &thread);
/// With gateLock() held and no transaction running: lock mode from now on.
void enterLockMode();
/// With gateLock() held: ends lock mode between two regions; `holder` has the bias from then on (0: nobody).
void leaveLockMode(uint64_t holder);
/// From lock mode to views or back, unless a lonely thread has the bias. The caller runs no transaction. False if
/// another thread holds the gate: to be tried again.
bool switchLockMode(bool locked);
/// Held by whoever runs a region in lock mode, and by a fork.
Lock &regionLock();
uint64_t timesLocked();

} // namespace stm

#endif
