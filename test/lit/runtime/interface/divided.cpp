// Intent: compiled with -fplugin-arg-stm-divisible, stm_outside() divides a region into two transactions, each of which runs again
// alone after a conflict, with the local variables of all functions on the stack as they were; nothing is irrevocable.
// RUN: %stm_clangxx -std=c++20 -O0 -fplugin-arg-stm-divisible %s -o %t.0 && env STM_LONE=0 STM_LOCK=0 STM_STATS=1 %t.0 2>&1 | FileCheck %s
// RUN: %stm_clangxx -std=c++20 -O2 -fplugin-arg-stm-divisible %s -o %t && env STM_LONE=0 STM_LOCK=0 STM_STATS=1 %t 2>&1 | FileCheck %s
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 STM_STATS=1 %t 2>&1 | FileCheck %s
// RUN: %t
// RUN: env STM_LONE=0 %t
// Halves that begin in the other mode than the one before.
// RUN: env STM_LONE=0 STM_SWITCH_EVERY=3 STM_STATS=1 %t 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: env STM_LONE=0 STM_SWITCH_EVERY=50 STM_ABORT_EVERY=7 STM_STATS=1 %t 2>&1 | FileCheck %s --check-prefix=BOTH
// CHECK: of them turned midway {{ *}}0
// BOTH: commits in views {{ *[1-9]}}
// BOTH: regions under the lock of lock mode {{ *[1-9]}}
#include "../self_check.h"

#include <stm/stm.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

constexpr int kThreads = 3, kRounds = 2000, kDepth = 6;
long total, parts, halves, in_order = 1;
std::atomic<long> actions{0};

void count(void *argument) {
  ++*static_cast<long *>(argument);
  ++actions;
}

// Every level has locals that the next transaction must find, and a division in the middle.
[[gnu::noinline]] long level(int depth, long seed) {
  long before[4] = {seed, seed + 1, seed + 2, seed + 3};
  volatile long here = 0;
  long calls = 0;
  total += 1;
  parts += 1;
  here = here + 1;
  stm_outside(count, &calls);
  // Undone and run again, these are added once.
  here = here + 1;
  total += 1;
  parts -= 1;
  long below = depth ? level(depth - 1, seed * 3 + 1) : 0;
  for (int i = 0; i < 4; ++i)
    if (before[i] != seed + i)
      in_order = 0;
  if (here != 2 || calls != 1)
    in_order = 0;
  return below + here;
}

void work() {
  for (int i = 0; i < kRounds; ++i) {
    long sum = 0;
    [[stm::atomic]] { sum = level(kDepth, i); }
    CHECK(sum == 2 * (kDepth + 1));
  }
}

// The region itself is divided, in the function that it stands in.
void workHere() {
  for (int i = 0; i < kRounds; ++i) {
    volatile long here = 0;
    long calls = 0, before = i;
    [[stm::atomic]] {
      halves += 1;
      here = here + 1;
      before *= 3;
      stm_outside(count, &calls);
      here = here + 1;
      halves += 1;
    }
    CHECK(here == 2 && calls == 1 && before == 3L * i);
  }
}

} // namespace

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([] { work(), workHere(); });
  for (std::thread &thread : threads)
    thread.join();
  CHECK(total == 2L * kThreads * kRounds * (kDepth + 1));
  CHECK(parts == 0);
  CHECK(in_order == 1);
  CHECK(halves == 2L * kThreads * kRounds);
  CHECK(actions == long(kThreads) * kRounds * (kDepth + 2));
  return 0;
}
