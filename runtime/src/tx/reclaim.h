//===- tx/reclaim.h - When a freed block may be used again ---------------------------===//
//
// A block that was unlinked and freed may still be read by transactions that began before the
// unlinking was committed. It waits in its thread's limbo until no such transaction is active:
// epoch-based reclamation (Fraser, 2004), with log positions as epochs.
//
//===---------------------------------------------------------------------------------------===//
#ifndef STM_TX_RECLAIM_H
#define STM_TX_RECLAIM_H

#include "base/lock.h"

namespace stm {

struct ThreadState;

/// free() outside of transactions.
void releaseOutside(ThreadState &thread, void *block);
/// The blocks that the committed transaction freed.
void releaseAtCommit(ThreadState &thread);
/// The blocks that the aborted transaction allocated.
void releaseAtAbort(ThreadState &thread);
/// Takes over what an ending thread leaves.
void adoptLimbo(ThreadState &thread);
/// Guards what ended threads left.
Lock &orphansLock();

} // namespace stm

#endif
