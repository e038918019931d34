//===- tx/lock_mode.cpp - Regions under one lock ------------------------------------------------===//
#include "tx/lock_mode.h"

#include "memory/commit_log.h"
#include "memory/pages.h"
#include "tx/exclusive.h"
#include "tx/lone.h"
#include "tx/mode_choice.h"

namespace stm {

namespace {
Lock region_lock;
uint32_t last_locker;      ///< under region_lock
uint64_t released;         ///< when a region last released it, while tx/mode_choice looks; under region_lock
uint32_t sole_runs;        ///< regions in a row by last_locker that nobody waited for; under region_lock
constexpr uint32_t kSoleLimit = 4096;
std::atomic<uint64_t> times_locked{0};
} // namespace

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
  region_lock.lock();
  if (bias.load(std::memory_order_relaxed) != kEverybody) {
    region_lock.unlock();
    return false;
  }
  if (last_locker == thread.number) {
    ++sole_runs;
  } else {
    last_locker = thread.number;
    sole_runs = 0;
  }
  thread.sample.lockHeld(released);
  thread.mode = Mode::kLocked;
  fast.busy = 1;
  return true;
}

void endLocked(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  thread.mode = Mode::kIdle;
  thread.attempts = 0;
  fast.busy = 0;
  if (region_lock.isContended())
    sole_runs = 0;
  bool sole = sole_runs > kSoleLimit;
  released = isLooking() ? __builtin_ia32_rdtsc() : 0;
  region_lock.unlock();
  ++thread.counts.locked;
  if (sole)
    becomeLonely(thread);
  else
    noteRegionEnd(thread, true);
}

void leaveLockMode(uint64_t holder) {
  LockGuard guard(region_lock);
  bias.store(holder, std::memory_order_seq_cst);
}

} // namespace stm
