//===- tx/lock_mode.h - Regions under one lock, where that is faster --------------------------===//
//
// A region of a handful of accesses cannot win by running in a view: begin, log and commit cost more than the
// work. In lock mode all regions run their plain version under one lock, on canonical memory: exactly the program's
// one-lock reading. The runtime measures both modes while the program runs and takes the better
// one; it looks again from time to time, less and less often.
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
/// With gateLock() held: ends lock mode between two regions; `holder` has the bias from then on (0: nobody).
void leaveLockMode(uint64_t holder);
/// After a commit in a view: counts it, and may switch the mode.
void countViewCommit(ThreadState &thread);
/// With gateLock() held, when a second thread has come: which mode to start in.
bool startsInLockMode();
/// Held by whoever runs a region in lock mode, and by a fork.
Lock &regionLock();
/// In the child of a fork: nobody else measures.
void resetTunerAfterFork();
uint64_t timesLocked();

} // namespace stm

#endif
