// Intent: a flag that a region stores is seen by plain code after the data that it announces, never before and never torn;
// a region that waits for a flag from outside sees it.
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && %t && env STM_LOCK=0 STM_LONE=0 %t
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t && env STM_LOCK=0 %t
#include "self_check.h"

#include <atomic>
#include <thread>

// Distances of pages, so that each has its own fate.
struct alignas(4096) Cell { std::atomic<unsigned long> flag{0}; };
static Cell to_outside, to_region;
static long *data;

int main() {
  constexpr unsigned long kRounds = 2000, kBoth = 0x0001000100010001;
  data = new long[1024]();
  std::thread other([] {
    for (unsigned long round = 1; round <= kRounds; ++round) {
      unsigned long seen;
      while ((seen = to_outside.flag.load(std::memory_order_acquire)) != round * kBoth)
        CHECK(seen == (round - 1) * kBoth);
      for (int i = 0; i < 1024; i += 64)
        CHECK(data[i] == long(round));
      to_region.flag.store(round, std::memory_order_release);
    }
  });
  for (unsigned long round = 1; round <= kRounds; ++round) {
    [[stm::atomic]] {
      for (int i = 0; i < 1024; i += 64)
        data[i] = long(round);
      to_outside.flag.store(round * kBoth, std::memory_order_release);
    }
    [[stm::atomic]] {
      while (to_region.flag.load(std::memory_order_acquire) != round)
        ;
    }
  }
  other.join();
}
