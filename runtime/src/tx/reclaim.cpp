//===- tx/reclaim.cpp - Limbo ---------------------------------------------------------------===//
#include "tx/reclaim.h"

#include "memory/commit_log.h"
#include "memory/heap.h"
#include "tx/lone.h"
#include "tx/thread_state.h"

namespace stm {

namespace {
Lock orphans_lock;
GrowArray<LimboBlock> orphans; ///< of threads that have ended
/// A thread's first look at its limbo.
constexpr size_t kReclaimFrom = 64;
} // namespace

Lock &orphansLock() { return orphans_lock; }

/// Blocks with an epoch up to this one are out of every transaction's reach.
static uint64_t safeEpoch() {
  uint64_t safe = commit_log.tail();
  // Pairs with the begin's store of `active` and load of the tail: an inactive view's next
  // transaction starts at this tail or later.
  std::atomic_thread_fence(std::memory_order_seq_cst);
  for (unsigned i = 0; i < usedViews(); ++i) {
    if (!views[i].active.load(std::memory_order_seq_cst))
      continue;
    uint64_t position = views[i].position.load(std::memory_order_acquire);
    safe = position < safe ? position : safe;
  }
  return safe;
}

static void reclaim(GrowArray<LimboBlock> &limbo) {
  uint64_t safe = safeEpoch();
  size_t kept = 0;
  for (size_t i = 0, count = limbo.size(); i < count; ++i) {
    if (limbo[i].epoch <= safe)
      heapFree(limbo[i].address);
    else
      limbo[kept++] = limbo[i];
  }
  limbo.truncate(kept);
}

static void reclaimNowAndThen(ThreadState &thread) {
  if (thread.limbo.size() < kReclaimFrom || thread.limbo.size() < thread.reclaim_from)
    return;
  reclaim(thread.limbo);
  // What an old transaction holds back is looked at again when there is twice as much.
  thread.reclaim_from = 2 * thread.limbo.size();
  if (orphans_lock.tryLock()) {
    reclaim(orphans);
    orphans_lock.unlock();
  }
}

static bool anyViewActive() {
  if (bias.load(std::memory_order_relaxed) != 0)
    return false;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (views[i].active.load(std::memory_order_seq_cst))
      return true;
  return false;
}

void releaseOutside(ThreadState &thread, void *block) {
  if (!anyViewActive() || !thread.registered) {
    heapFree(block);
    return;
  }
  thread.limbo.push({block, commit_log.tail()});
  reclaimNowAndThen(thread);
}

void releaseAtCommit(ThreadState &thread) {
  if (!thread.frees.empty()) {
    uint64_t epoch = commit_log.tail();
    for (void *block : thread.frees)
      thread.limbo.push({block, epoch});
  }
  reclaimNowAndThen(thread);
  thread.counts.frees += thread.frees.size();
}

void releaseAtAbort(ThreadState &thread) {
  for (const Block &block : thread.fresh)
    heapFree(block.address);
}

void adoptLimbo(ThreadState &thread) {
  LockGuard guard(orphans_lock);
  for (const LimboBlock &block : thread.limbo)
    orphans.push(block);
  thread.limbo.clear();
}

} // namespace stm
