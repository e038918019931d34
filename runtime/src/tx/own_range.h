//===- tx/own_range.h - Memory that the running transaction has to itself -------------===//
//
// A transaction that cuts objects from fresh memory says so once for the whole of it (stm_own_range): the
// granules count as written, so that stores take the barrier's short way without an undo entry, and the
// commit puts the range into the log as it is (memory/range_records). Nobody else reads the range before
// the commit, so no view needs to be kept from seeing it change.
//
//===---------------------------------------------------------------------------------===//
#ifndef STM_TX_OWN_RANGE_H
#define STM_TX_OWN_RANGE_H

#include "tx/thread_state.h"

namespace stm {

/// Log entries that publishRanges would append.
uint64_t entriesOfRanges(const GrowArray<OwnedRange> &ranges);
/// Sends ranges that nobody else reads yet to the log, if wanted, and to canonical memory. With the commit lock held, between the
/// commit's other entries and the move of the tail.
void publishRanges(const View &view, const GrowArray<OwnedRange> &ranges, bool log);
/// Lists in thread.changed what the transaction's fresh blocks have that canonical memory has not: at most a range a page. (Of small blocks,
/// all.)
void findChangedBlocks(ThreadState &thread);
/// The view shows committed bytes again in [begin, end), window offsets.
void restoreCommitted(const View &view, uint64_t begin, uint64_t end);
/// The same for the ranges from number `first` on.
void restoreOwned(const ThreadState &thread, size_t first = 0);

} // namespace stm

#endif
