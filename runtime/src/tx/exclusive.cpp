//===- tx/exclusive.cpp - Irrevocable transactions -------------------------------------===//
//
// An irrevocable transaction may call code that knows nothing of views. So it runs on canonical memory
// and no other transaction runs meanwhile: the gate is shut, and those that were running have ended. What it
// writes to pages that idle views hold copies of is seen like any write from outside transactions
// (memory/pages).
//
// No deadlock: a transaction that is active never waits for the gate. It takes it at once or aborts first.
//
//===------------------------------------------------------------------------===//
#include "tx/exclusive.h"

#include "base/check.h"
#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/pages.h"
#include "tx/reclaim.h"
#include "tx/elision.h"
#include "tx/lone.h"
#include "tx/retry.h"
#include "tx/transaction.h"

#include <algorithm>
#include <sched.h>

namespace stm {

static Lock gate_lock;
std::atomic<uint32_t> gate_shut{0};

Lock &gateLock() { return gate_lock; }

static std::atomic<uint32_t> waiting_at_gate{0};

void waitForGate() {
  for (int spin = 0; spin < 100 && gateShut(); ++spin)
    cpuRelax();
  waiting_at_gate.fetch_add(1, std::memory_order_relaxed);
  while (gateShut())
    futexWait(gate_shut, 1);
  waiting_at_gate.fetch_sub(1, std::memory_order_relaxed);
}

void letOthersThrough() {
  constexpr int kPatience = 100; // they may have lost their processors
  for (int i = 0; i < kPatience && waiting_at_gate.load(std::memory_order_relaxed) != 0; ++i)
    sched_yield();
}

void shutGate(const View *mine) {
  gate_shut.store(1, std::memory_order_seq_cst);
  for (unsigned i = 0; i < usedViews(); ++i)
    for (unsigned spin = 0; &views[i] != mine && views[i].active.load(std::memory_order_seq_cst); ++spin)
      spin < 1000 ? cpuRelax() : void(sched_yield());
}

void openGate() {
  gate_shut.store(0, std::memory_order_seq_cst);
  futexWake(gate_shut, 1 << 30);
}

namespace {
/// What irrevocable runs of a region do; regions that share a slot share their habits. Under gateLock().
struct Habit {
  uint8_t faults; ///< in its last run that began with protected pages
  uint8_t spared; ///< runs since then, which began with none
};
Habit habits[256];
constexpr unsigned kMostSpared = 32;

Habit &habitOf(const ThreadState &thread) { return habits[uint64_t(thread.site()) / sizeof(stm_site) % 256]; }
} // namespace

/// Drops all copies now, if the region is known to write so many protected pages that their faults cost more.
static void spareFaults(const ThreadState &thread) {
  Habit &habit = habitOf(thread);
  if (habit.faults == 0 || habit.spared == kMostSpared || !outweighCopies(habit.faults)) {
    habit.spared = 0;
    return;
  }
  ++habit.spared;
  LockGuard guard(commitLock());
  resetViews();
}

static void learnFaults(const ThreadState &thread) {
  Habit &habit = habitOf(thread);
  if (habit.spared == 0)
    habit.faults = uint8_t(std::min(faultsOfSoleThread(), 255u));
}

static void enter(ThreadState &thread) {
  setSoleThread(threadId());
  spareFaults(thread);
  thread.mode = Mode::kExclusive;
  thread.holds_gate = false;
  thread.next_try = Alone::kNo;
  ++thread.counts.irrevocable;
}

bool beginExclusive(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  if (!thread.holds_gate) {
    gate_lock.lock();
    if (bias.load(std::memory_order_relaxed) == kEverybody) {
      gate_lock.unlock();
      return false;
    }
    revokeBiasLocked();
    shutGate(nullptr);
  }
  fast.busy = 1;
  __stm_self.view_offset = 0;
  enter(thread);
  tellIrrevocable(thread);
  return true;
}

void becomeExclusive(ThreadState &thread, const stm_reason *reason) __attribute__((no_thread_safety_analysis)) {
  if (thread.mode == Mode::kExclusive || thread.mode == Mode::kLocked)
    return;
  if (flags.trace)
    say("thread %u: irrevocable before %s", thread.number, reason ? reason->callee : "a large commit");
  noteIrrevocable(thread, reason ? reason->callee : "a large commit");
  // The next attempt, if any, need not come this far in vain.
  thread.next_try = std::max(thread.next_try, Alone::kWithoutOthers);
  if (!thread.holds_gate) {
    if (!gate_lock.tryLock())
      abortTransaction(thread, kGateTaken);
    shutGate(thread.view);
    thread.holds_gate = true;
  }
  if (!thread.elisions.empty() && !takeElidedLocks(thread)) {
    // Whoever has the lock may wait for the gate.
    releaseHeldGate(thread);
    abortTransaction(thread, kLockTaken);
  }
  if (!publishWrites(thread))
    abortTransaction(thread, kConflict);
  __stm_self.view_offset = 0;
  thread.view->active.store(View::kInactive, std::memory_order_release);
  // Every granule's next store takes the slow way, which resolves its page (entry/barriers).
  thread.view->newStamp();
  __stm_self.stamp = thread.view->stamp;
  releaseClaims(thread);
  ++thread.counts.turned;
  enter(thread);
  releaseAtCommit(thread);
  clearLogs(thread);
  tellIrrevocable(thread);
}

void takeGate(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  gate_lock.lock();
  revokeBiasLocked();
  shutGate(nullptr);
  thread.holds_gate = true;
}

void releaseHeldGate(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  if (!thread.holds_gate)
    return;
  thread.holds_gate = false;
  openGate();
  gate_lock.unlock();
}

void endExclusive(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  bool turned = thread.view && thread.view->owner.load(std::memory_order_relaxed) == thread.number;
  learnFaults(thread);
  setSoleThread(0);
  thread.mode = Mode::kIdle;
  thread.attempts = 0;
  fast.busy = 0;
  if (turned)
    returnView(thread.view);
  openGate();
  gate_lock.unlock();
  wakeRetriers(/*unlogged=*/true);
}

} // namespace stm
