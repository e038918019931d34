//===- tx/lock_mode.cpp - Regions under one lock ------------------------------------------------===//
#include "tx/lock_mode.h"

#include "memory/commit_log.h"
#include "memory/pages.h"
#include "tx/exclusive.h"
#include "tx/lone.h"
#include "tx/mode_choice.h"

#include <algorithm>
#include <sched.h>

namespace stm {

namespace {
Lock region_lock;
uint32_t last_locker;      ///< under region_lock
uint64_t turn_began;       ///< when last_locker took the lock from another thread; under region_lock
uint64_t released;         ///< when a region last released it, while tx/mode_choice looks; under region_lock
std::atomic<uint64_t> turns{0}; ///< regions run under the lock so far; changed under region_lock
alignas(64) std::atomic<uint32_t> waiters{0};
uint32_t sole_runs;        ///< regions in a row by last_locker that nobody waited for; under region_lock
constexpr uint32_t kSoleLimit = 4096;
std::atomic<uint64_t> times_locked{0};
} // namespace

/// The lock is held. Whoever holds it for a tiny region is often back before the lock's cache line could have come here; where each thread took
/// the lock as soon as it is free, all would spend their time on the line's way. So a waiter looks soon, and then more and more seldom, and lets the
/// others go on for up to a tenth of a millisecond, in which they run thousands of regions, as long as they do go on: it takes a lock that nobody has
/// taken since the last look. Where nothing moves while the lock is held, it sleeps.
static void lockPatiently() __attribute__((no_thread_safety_analysis)) {
  constexpr uint64_t kFirstLook = 300, kLongestBetween = 10'000, kPatience = 250'000; // cycles
  constexpr unsigned kMostIdleLooks = 4;
  waiters.fetch_add(1, std::memory_order_relaxed);
  uint64_t began = __builtin_ia32_rdtsc(), looked = began, between = kFirstLook, seen = turns.load(std::memory_order_relaxed);
  for (unsigned idle = 0; idle < kMostIdleLooks;) {
    uint64_t now;
    while ((now = __builtin_ia32_rdtsc()) - looked < between)
      cpuRelax();
    looked = now;
    between = std::min(2 * between, kLongestBetween);
    uint64_t turn = turns.load(std::memory_order_relaxed);
    bool moves = turn != seen;
    seen = turn;
    if ((!moves || now - began > kPatience) && !region_lock.isHeld() && region_lock.tryLock()) {
      waiters.fetch_sub(1, std::memory_order_relaxed);
      return;
    }
    idle = moves ? 0 : idle + 1;
  }
  region_lock.lock();
  waiters.fetch_sub(1, std::memory_order_relaxed);
}

/// Whoever has released the lock is back before a sleeper wakes; with long regions, the others would not run for a tenth of a second. So a thread whose
/// turn has lasted waits until another has taken the lock. `turn`: the count when it released it.
static void giveTurn(uint64_t turn) {
  constexpr uint64_t kPatience = 1'000'000; // cycles
  uint64_t began = __builtin_ia32_rdtsc();
  for (unsigned spin = 0; turns.load(std::memory_order_relaxed) == turn && waiters.load(std::memory_order_relaxed) != 0 &&
                          __builtin_ia32_rdtsc() - began < kPatience;
       ++spin)
    spin < 1000 ? cpuRelax() : void(sched_yield());
}

uint64_t timesLocked() { return times_locked.load(std::memory_order_relaxed); }

Lock &regionLock() { return region_lock; }

void enterLockMode() {
  bias.store(kEverybody, std::memory_order_seq_cst);
  times_locked.fetch_add(1, std::memory_order_relaxed);
}

bool switchLockMode(bool locked) __attribute__((no_thread_safety_analysis)) {
  if (!gateLock().tryLock())
    return false;
  uint64_t holder = bias.load(std::memory_order_relaxed);
  if (locked && holder == 0) {
    shutGate(nullptr);
    {
      LockGuard guard(commitLock());
      resetViews();
    }
    enterLockMode();
    openGate();
  } else if (!locked && holder == kEverybody) {
    leaveLockMode(0);
  }
  gateLock().unlock();
  return true;
}

bool tryLocked(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  if (bias.load(std::memory_order_relaxed) != kEverybody)
    return false;
  if (!region_lock.tryLock())
    lockPatiently();
  if (bias.load(std::memory_order_relaxed) != kEverybody) {
    region_lock.unlock();
    return false;
  }
  turns.store(turns.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  if (last_locker == thread.number) {
    ++sole_runs;
  } else {
    last_locker = thread.number;
    sole_runs = 0;
    turn_began = __builtin_ia32_rdtsc();
    ++thread.counts.handovers;
  }
  thread.sample.lockHeld(released);
  thread.mode = Mode::kLocked;
  fast.busy = 1;
  return true;
}

void endLocked(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  thread.mode = Mode::kIdle;
  thread.attempts = 0;
  thread.next_try = Alone::kNo;
  fast.busy = 0;
  bool wanted = waiters.load(std::memory_order_relaxed) != 0;
  if (wanted)
    sole_runs = 0;
  bool sole = sole_runs > kSoleLimit;
  constexpr uint64_t kTurn = 15'000'000; // cycles: some 5 ms, as CPython's threads have
  bool gives = wanted && thread.sample.isLong() && __builtin_ia32_rdtsc() - turn_began > kTurn;
  uint64_t turn = turns.load(std::memory_order_relaxed);
  released = isLooking() ? __builtin_ia32_rdtsc() : 0;
  region_lock.unlock();
  ++thread.counts.locked;
  if (sole)
    becomeLonely(thread);
  else
    noteRegionEnd(thread, true);
  if (gives)
    giveTurn(turn);
}

void leaveLockMode(uint64_t holder) {
  LockGuard guard(region_lock);
  bias.store(holder, std::memory_order_seq_cst);
}

} // namespace stm
