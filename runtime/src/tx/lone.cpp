//===- tx/lone.cpp - Giving and revoking the bias -----------------------------------------===//
#include "tx/lone.h"

#include "config/flags.h"
#include "entry/init.h"
#include "memory/commit_log.h"
#include "tx/exclusive.h"

#include <sched.h>

std::atomic<uint64_t> bias{0};

namespace stm {

namespace {
FastState *owner_fast; ///< of the thread that holds the bias; under gateLock()
std::atomic<uint64_t> times_lonely{0};
bool views_ready; ///< under gateLock()
/// Transactions that a thread must run while no other thread runs any before it takes the bias; doubled when that
/// was too early.
constexpr uint64_t kFirstSoleLimit = 1024, kLargestSoleLimit = uint64_t(1) << 22;
} // namespace

uint64_t timesLonely() { return times_lonely.load(std::memory_order_relaxed); }

static void takeBiasLocked() {
  owner_fast = &fast;
  times_lonely.fetch_add(1, std::memory_order_relaxed);
  bias.store(fast.token, std::memory_order_seq_cst);
}

static uint64_t beginsOfOthers(const ThreadState &thread) {
  uint64_t sum = 0;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (&views[i] != thread.view)
      sum += views[i].begins.load(std::memory_order_relaxed);
  return sum;
}

/// Counts this begin; true once a long series of them met no other thread.
static bool isLonely(ThreadState &thread) {
  if (thread.sole_limit == 0)
    thread.sole_limit = kFirstSoleLimit;
  if (++thread.sole_begins < thread.sole_limit)
    return false;
  thread.sole_begins = 0;
  uint64_t others = beginsOfOthers(thread);
  bool lonely = others == thread.others_seen;
  thread.others_seen = others;
  return lonely;
}

bool tryLone(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  if (!flags.lone || layout.base == 0)
    return false;
  bool first = bias.load(std::memory_order_relaxed) == 0 && usedViews() == 0;
  if (!first && !isLonely(thread))
    return false;
  if (!gateLock().tryLock())
    return false;
  bool taken = false;
  if (bias.load(std::memory_order_relaxed) == 0) {
    if (views_ready) {
      shutGate(nullptr);
      LockGuard guard(commitLock());
      resetViews();
      if (thread.sole_limit < kLargestSoleLimit)
        thread.sole_limit *= 2;
    }
    takeBiasLocked();
    taken = true;
    fast.lone_depth.store(1, std::memory_order_relaxed);
    if (views_ready)
      openGate();
  }
  gateLock().unlock();
  return taken;
}

void revokeBiasLocked() {
  if (!views_ready) {
    startViews();
    views_ready = true;
  }
  if (bias.load(std::memory_order_relaxed) == 0)
    return;
  bias.store(0, std::memory_order_seq_cst);
  os::fenceAllThreads();
  // acquire: pairs with the release in __stm_commit.
  if (owner_fast != &fast)
    for (unsigned spin = 0; owner_fast->lone_depth.load(std::memory_order_acquire) != 0; ++spin)
      spin < 1000 ? cpuRelax() : void(sched_yield());
  owner_fast = nullptr;
}

void revokeBias() {
  static std::atomic<bool> ready{false};
  if (bias.load(std::memory_order_acquire) == 0 && ready.load(std::memory_order_acquire))
    return;
  LockGuard guard(gateLock());
  revokeBiasLocked();
  ready.store(true, std::memory_order_release);
}

void surrenderBias(uint64_t token) {
  LockGuard guard(gateLock());
  if (bias.load(std::memory_order_relaxed) == token) {
    bias.store(0, std::memory_order_seq_cst);
    owner_fast = nullptr;
  }
}

} // namespace stm
