//===- tx/elision.h - Regions in the place of locks --------------------------------------------===//
//
// `[[stm::atomic]]` on a lock guard's declaration makes the rest of the scope a region that elides the guard's lock. The
// guard's own code still calls the lock's functions; they come here (entry/mutexes.cpp):
//
//   guard's constructor   the lock is noted as pending, not taken
//   region's begin        in a view: each pending lock is elided, that is, claimed in the view's slots and seen to be free.
//                         In any other mode: taken for real first, before anything else is waited for
//   guard's destructor    after the region's end: an elided lock is forgotten, one that was taken is released
//
// Invariants
//   E1  While a transaction elides a lock, nobody runs under that lock taken for real. Whoever takes one waits, before
//       going on, until no view claims it; whoever claims one looks afterwards whether it is free, and gives way if not.
//       Both write first and look then (sequentially consistent), so one of the two sees the other.
//   E2  An irrevocable transaction that elided locks holds them for real: it may call code that expects so.
//   E3  Whoever waits for a lock claims none and does not hold the gate.
//   E4  A region behind a guard that runs without a view waits for no lock with the gate shut or under the lock of lock mode: its own
//       locks are taken before, and for those of inner guards it ends and begins anew. (It holds its own locks
//       meanwhile, and is to the program no more than a stretch of code under these.)
//
// So the order of locks is: the program's own before the gate. No deadlock: a claim ends by itself, since a transaction
// waits for nothing that another thread's program can hold.
//
// Thread safety: the slots are written by the view's owner and read by everybody; the rest is the calling thread's.
//
//===-------------------------------------------------------------------------------------------===//
#ifndef STM_TX_ELISION_H
#define STM_TX_ELISION_H

#include "tx/thread_state.h"

#include <pthread.h>

namespace stm {

/// Before the begin of the outermost region: whether locks are pending.
bool hasPendingLocks(const ThreadState &thread);
/// In a view that has just begun: elides the pending locks. False if one of them is held: nothing is claimed then.
bool claimPendingLocks(ThreadState &thread);
/// With no transaction running: waits until the lock that made claimPendingLocks fail may be free.
void awaitBusyLock(ThreadState &thread);
/// With no transaction running: takes the pending locks for real.
void takePendingLocks(ThreadState &thread);

/// Before a transaction in a view becomes irrevocable: takes what it elides for real. False: some other thread has it.
bool takeElidedLocks(ThreadState &thread);
/// The view claims nothing any more: after its transaction, or once it has turned irrevocable.
void releaseClaims(ThreadState &thread);
/// The transaction has committed: locks that were released in it are forgotten.
void settleLocks(ThreadState &thread);
/// The transaction is undone: locks are as they were at its begin.
void undoLocks(ThreadState &thread);
/// An inner region is undone: `keep` locks were there at its begin, at which so many inner regions ran.
void undoInnerLocks(ThreadState &thread, size_t keep, size_t inner);

/// In the child of a fork, which runs no transaction in a view: nobody claims anything.
void resetClaimsAfterFork();

/// The calling thread has taken the lock for real: waits until nobody elides it.
void waitForClaims(const void *lock);

// What the lock's functions ask first (entry/mutexes.cpp) ---------------------------------------
enum class LockAnswer {
  kDoItForReal,
  kDone,
  kBusy,
  kSuspended ///< for real, and if it takes waiting, with the transaction ended meanwhile
};
LockAnswer onLock(pthread_mutex_t *lock, bool may_wait);
LockAnswer onUnlock(pthread_mutex_t *lock);
/// True if the calling thread has anything to do with elision: else the functions above need not be asked.
inline bool mayElide() { return thread_state.eliding != 0 || !thread_state.elisions.empty(); }
/// The lock was taken for real while a guard was constructed.
void noteTaken(pthread_mutex_t *lock);

} // namespace stm

#endif
