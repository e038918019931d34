// Intent: stm_region_work() is for the choice between views and the lock alone: whatever a program says, in regions of any kind and outside
// of them, its regions do what they did, and are not irrevocable for it.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t.O2
// A region that conflicts too often would run alone, which counts as irrevocable: as many retries as it takes.
// RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 2>&1 | FileCheck %s
// CHECK: irrevocable runs 0{{$}}
#include "../self_check.h"

#include <stm/stm.h>
#include <stdint.h>

constexpr int kThreads = 3, kRounds = 40000;
static long counts[64], total;

int main() {
  stm_region_work(5);
  inParallel(kThreads, [&](int me) {
    uint32_t random = me + 1;
    for (int round = 0; round < kRounds; ++round) {
      uint32_t steps = nextRandom(&random) % 8;
      [[stm::atomic]] {
        for (uint32_t i = 0; i <= steps; ++i)
          ++counts[(me * 17 + i * 5 + round) % 64];
        [[stm::atomic]] { total += steps + 1; }
        stm_region_work(round % 64 == 0 ? SIZE_MAX : steps);
      }
    }
  });
  long sum = 0;
  for (long count : counts)
    sum += count;
  CHECK(sum == total);
  CHECK(total > kThreads * kRounds);
}
