//===- tx/lone.cpp - Giving and revoking the bias -----------------------------------------===//
#include "tx/lone.h"

#include "config/flags.h"
#include "entry/init.h"
#include "memory/commit_log.h"
#include "memory/pages.h"
#include "tx/exclusive.h"
#include "tx/lock_mode.h"
#include "tx/mode_choice.h"

#include <algorithm>
#include <sched.h>

std::atomic<uint64_t> bias{0};

namespace stm {

namespace {
FastState *owner_fast; ///< of the thread that holds the bias; under gateLock()
std::atomic<uint64_t> times_lonely{0};
bool views_ready; ///< under gateLock()
/// The bias while it is being revoked.
constexpr uint64_t kNobodyYet = 3;
constexpr uint64_t kLongestSoleTime = 6'000'000'000;
} // namespace

uint64_t timesLonely() { return times_lonely.load(std::memory_order_relaxed); }

static uint64_t beginsOfOthers(const ThreadState &thread) {
  uint64_t sum = 0;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (&views[i] != thread.view)
      sum += views[i].begins.load(std::memory_order_relaxed);
  return sum;
}

/// Counts this begin; true once a long series of them met no other thread.
static bool isLonely(ThreadState &thread) {
  if (++thread.sole_begins < thread.sole_interval)
    return false;
  thread.sole_begins = 0;
  uint64_t others = beginsOfOthers(thread), now = __builtin_ia32_rdtsc();
  if (others != thread.others_seen || thread.sole_since == 0) {
    thread.others_seen = others;
    thread.sole_since = now;
    return false;
  }
  return now - thread.sole_since > thread.sole_time;
}

/// With gateLock() held: takes the bias from nobody or from lock mode.
static void takeBiasQuietly(ThreadState &thread) {
  owner_fast = &fast;
  times_lonely.fetch_add(1, std::memory_order_relaxed);
  thread.sole_since = 0;
  thread.sole_time = std::min(thread.sole_time * 2, kLongestSoleTime);
  if (bias.load(std::memory_order_relaxed) == kEverybody)
    return leaveLockMode(fast.token);
  if (!views_ready)
    return bias.store(fast.token, std::memory_order_seq_cst);
  shutGate(nullptr);
  {
    LockGuard guard(commitLock());
    resetViews();
  }
  bias.store(fast.token, std::memory_order_seq_cst);
  openGate();
}

void becomeLonely(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  if (!flags.lone || !gateLock().tryLock())
    return;
  uint64_t holder = bias.load(std::memory_order_relaxed);
  if (holder == 0 || holder == kEverybody)
    takeBiasQuietly(thread);
  gateLock().unlock();
}

bool tryLone(ThreadState &thread) {
  if (!flags.lone)
    return false;
  uint64_t holder = bias.load(std::memory_order_relaxed);
  bool first = holder == 0 && usedViews() == 0;
  if (first || (holder == 0 && isLonely(thread)))
    becomeLonely(thread);
  // The owner's half of the handshake, as in __stm_begin.
  fast.lone_depth.store(1, std::memory_order_relaxed);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (bias.load(std::memory_order_relaxed) == fast.token)
    return true;
  fast.lone_depth.store(0, std::memory_order_release);
  return false;
}

/// With gateLock() held: the lonely thread's region, if one runs, has ended when this returns. No view becomes active
/// before (kNobodyYet).
static void revokeLonely() {
  bias.store(kNobodyYet, std::memory_order_seq_cst);
  os::fenceAllThreads();
  // acquire: pairs with the release in __stm_commit.
  if (owner_fast != &fast)
    for (unsigned spin = 0; owner_fast->lone_depth.load(std::memory_order_acquire) != 0; ++spin)
      spin < 1000 ? cpuRelax() : void(sched_yield());
  owner_fast = nullptr;
}

void requireViews() {
  if (views_ready)
    return;
  startViews();
  views_ready = true;
}

void revokeBiasLocked() {
  requireViews();
  uint64_t holder = bias.load(std::memory_order_relaxed);
  if (holder == kEverybody)
    return leaveLockMode(0);
  if (holder != 0)
    revokeLonely();
  bias.store(0, std::memory_order_seq_cst);
}

void endLoneliness() {
  uint64_t holder = bias.load(std::memory_order_acquire);
  if (holder == kEverybody || (holder == 0 && usedViews() != 0))
    return;
  LockGuard guard(gateLock());
  holder = bias.load(std::memory_order_relaxed);
  if (holder == kEverybody || (holder == 0 && views_ready))
    return;
  requireViews();
  if (holder != 0)
    revokeLonely();
  // No view was active while the bias was held, and none becomes so before this store.
  if (startsInLockMode())
    enterLockMode();
  else
    bias.store(0, std::memory_order_seq_cst);
}

bool isLonelyElsewhere() {
  uint64_t holder = bias.load(std::memory_order_relaxed);
  return holder != 0 && holder != kEverybody && holder != fast.token;
}

void repairBiasAfterFork() {
  if (fast.lone_depth.load(std::memory_order_relaxed) != 0) {
    owner_fast = &fast;
    bias.store(fast.token, std::memory_order_relaxed);
  } else if (isLonelyElsewhere()) {
    owner_fast = nullptr;
    bias.store(0, std::memory_order_relaxed);
  }
}

void surrenderBias(uint64_t token) {
  LockGuard guard(gateLock());
  if (bias.load(std::memory_order_relaxed) == token) {
    bias.store(0, std::memory_order_seq_cst);
    owner_fast = nullptr;
  }
}

} // namespace stm
