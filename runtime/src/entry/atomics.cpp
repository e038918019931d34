//===- entry/atomics.cpp - Atomic objects that code outside of regions uses too -------------------===//
//
// Outside of regions an atomic object may be read and updated at any moment. A transaction in a view works on its snapshot,
// and its commit must not undo an update from outside, nor show a word half written, nor a flag before the data that it
// announces. By the state of the object's page:
//
//   protected   An update from outside faults and waits for the commit lock, so none can come between a commit's
//               validation and its stores. The commit stores atomic objects last, in the transaction's order, each at once
//               (tx/commit).
//   hot         Updates from outside do not fault. The transaction that wants to write such an object starts again
//               and runs alone, where its atomic instructions act on canonical memory; but not for an object in a block that
//               it has allocated itself. After some such runs the page is protected again.
//
// An atomic load looks for what came from outside since the snapshot, so that a region that waits for a flag
// sees it, by starting again.
//
//===----------------------------------------------------------------------------------------------===//
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "tx/own_blocks.h"
#include "tx/transaction.h"
#include "tx/zombie.h"

#include <cstring>

using namespace stm;

#define STM_SLOW extern "C" __attribute__((visibility("default"), preserve_most))

/// A commit looks through the list of atomic objects for each granule that it writes.
constexpr size_t kMostAtomics = 256;

static bool isHot(uint64_t offset) {
  return pages.state[offset >> kPageShift].load(std::memory_order_acquire) == kPageHot;
}

/// True if the transaction itself allocated the object: nobody outside knows it. Latest blocks first.
static bool isFresh(const ThreadState &thread, uint64_t address) {
  for (size_t i = thread.fresh.size(); i-- > 0;)
    if (address - reinterpret_cast<uint64_t>(thread.fresh[i].address) < thread.fresh[i].size)
      return true;
  return false;
}

STM_SLOW void __stm_atomic_read(void *p, int64_t size) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    return;
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(p));
  if (offset == kNoOffset)
    return;
  if (isPublishingHotPages())
    LockGuard wait(commitLock()); // its end: the object's new value must not be seen before other changes
  if (isHot(offset) && memcmp(layout.writer(offset), twinOf(offset), size_t(size)) != 0)
    abortTransaction(thread, kConflict);
  // A loop that waits for another transaction's store.
  if (commit_log.tail() != thread.checked)
    validateNow(thread);
}

STM_SLOW void __stm_atomic_write(void *p, int64_t) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    return;
  uint64_t address = reinterpret_cast<uint64_t>(p), offset = windowOffset(address);
  bool own = thread.tls.contains(address) || (thread.stack.contains(address) && address < thread.begin_rsp) ||
             (offset == kNoOffset && ownsAddress(thread, address));
  bool contended = offset != kNoOffset && (isHot(offset) || thread.atomics.size() >= kMostAtomics);
  if (contended && isFresh(thread, address))
    return;
  if (offset == kNoOffset ? !own : contended) {
    validateNow(thread);
    if (offset != kNoOffset)
      wishPageCool(Page(offset >> kPageShift));
    thread.next_try = Alone::kWithoutView;
    abortTransaction(thread, kAtomicOutside);
  }
  if (offset != kNoOffset && (thread.atomics.empty() || thread.atomics.back() != granuleOf(offset)))
    thread.atomics.push(granuleOf(offset));
}
