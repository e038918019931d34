//===- tx/lock_mode.cpp - Measuring views against one lock --------------------------------------===//
#include "tx/lock_mode.h"

#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/pages.h"
#include "tx/exclusive.h"
#include "tx/lone.h"

#include <x86intrin.h>

namespace stm {

namespace {

Lock region_lock;
uint32_t last_locker;      ///< under region_lock
uint32_t sole_runs;        ///< regions in a row by last_locker; under region_lock
constexpr uint32_t kSoleLimit = 4096;

/// Cycles, as the time stamp counter counts them: about a third to half a nanosecond each.
constexpr uint64_t kMillisecond = 3000000;
/// Not shorter than a scheduler's quantum: other programs share the processors.
constexpr uint64_t kLockSlice = 4 * kMillisecond, kViewSlice = 8 * kMillisecond;
constexpr uint64_t kFirstStay = 200 * kMillisecond, kLongestStay = 10000 * kMillisecond;
/// Views must win by this much: changing over and living on has costs that a short look does not see.
constexpr double kViewAdvantage = 1.05;
/// A thread reports its transactions in groups of so many.
constexpr uint32_t kGroup = 16;

/// The present slice of time in one mode. Under tuner_lock.
struct Tuner {
  bool locked = false;
  bool probing = true;       ///< a short look; else a stay in the better mode
  std::atomic<uint64_t> began{0}, length{0}; ///< also read without the lock, to see whether it is time
  uint64_t copy_cycles_then = 0;
  double lock_rate = 0, view_rate = 0;
  uint64_t stay = kFirstStay;
};
Tuner tuner;
Lock tuner_lock;
std::atomic<uint64_t> done{0}; ///< transactions in this slice
std::atomic<uint64_t> times_locked{0};

} // namespace

uint64_t timesLocked() { return times_locked.load(std::memory_order_relaxed); }

Lock &regionLock() { return region_lock; }
void resetTunerAfterFork() { tuner_lock.reset(); }

static void startSlice(bool locked, bool probing, uint64_t length) {
  tuner.locked = locked;
  tuner.probing = probing;
  tuner.began = __rdtsc();
  tuner.length = length;
  tuner.copy_cycles_then = page_counts.copy_cycles.load(std::memory_order_relaxed);
  done.store(0, std::memory_order_relaxed);
}

bool startsInLockMode() {
  if (!flags.lock)
    return false;
  LockGuard guard(tuner_lock);
  if (tuner.began == 0 || tuner.locked) {
    bool first = tuner.began == 0;
    startSlice(true, first || tuner.probing, first ? kLockSlice : tuner.length.load());
    times_locked.fetch_add(1, std::memory_order_relaxed);
    return true;
  }
  return false;
}

/// Changes the mode; the caller runs no transaction.
static bool switchMode(bool locked) __attribute__((no_thread_safety_analysis)) {
  if (!gateLock().tryLock())
    return false;
  if (locked) {
    if (bias.load(std::memory_order_relaxed) == 0) {
      shutGate(nullptr);
      {
        LockGuard guard(commitLock());
        resetViews();
      }
      bias.store(kEverybody, std::memory_order_seq_cst);
      times_locked.fetch_add(1, std::memory_order_relaxed);
      openGate();
    }
  } else if (bias.load(std::memory_order_relaxed) == kEverybody) {
    leaveLockMode(0);
  }
  gateLock().unlock();
  return true;
}

/// The slice is over: notes its rate and chooses the next one.
static void nextSlice(uint64_t now) {
  // First touches of pages are paid once: a short look must not count them against views.
  uint64_t copying = page_counts.copy_cycles.load(std::memory_order_relaxed) - tuner.copy_cycles_then;
  uint64_t elapsed = now - tuner.began, threads = usedViews() ? usedViews() : 1;
  uint64_t useful = elapsed > copying / threads ? elapsed - copying / threads : 1;
  if (!tuner.locked && tuner.probing && useful < tuner.length / 4 && elapsed < 16 * tuner.length)
    return; // still mostly copying: look longer
  double rate = double(done.load(std::memory_order_relaxed)) / double(useful);
  (tuner.locked ? tuner.lock_rate : tuner.view_rate) = rate;
  bool view_wins = tuner.view_rate > tuner.lock_rate * kViewAdvantage;
  bool locked;
  bool probing = false;
  uint64_t length;
  if (!tuner.probing) {
    locked = !tuner.locked, probing = true, length = locked ? kLockSlice : kViewSlice;
  } else if (tuner.view_rate == 0) {
    locked = false, probing = true, length = kViewSlice; // the very first look at views
  } else {
    locked = !view_wins;
    // Confirmed again: look less often.
    bool confirmed = locked != tuner.locked;
    tuner.stay = confirmed ? tuner.stay * 2 : kFirstStay;
    if (tuner.stay > kLongestStay)
      tuner.stay = kLongestStay;
    length = tuner.stay;
  }
  if (locked == tuner.locked || switchMode(locked))
    startSlice(locked, probing, length);
}

static void count(ThreadState &thread) {
  if (++thread.uncounted < kGroup)
    return;
  thread.uncounted = 0;
  done.fetch_add(kGroup, std::memory_order_relaxed);
  uint64_t now = __rdtsc();
  if (now - tuner.began < tuner.length || !tuner_lock.tryLock())
    return;
  if (now - tuner.began >= tuner.length)
    nextSlice(now);
  tuner_lock.unlock();
}

void countViewCommit(ThreadState &thread) {
  if (flags.lock)
    count(thread);
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
  thread.mode = Mode::kLocked;
  fast.busy = 1;
  return true;
}

void endLocked(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  thread.mode = Mode::kIdle;
  thread.attempts = 0;
  fast.busy = 0;
  bool sole = sole_runs > kSoleLimit;
  region_lock.unlock();
  ++thread.counts.locked;
  if (sole)
    becomeLonely(thread);
  else
    count(thread);
}

void leaveLockMode(uint64_t holder) {
  LockGuard guard(region_lock);
  bias.store(holder, std::memory_order_seq_cst);
}

} // namespace stm
