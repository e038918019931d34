// Intent: a plain store to an atomic object's page makes regions that write the object run alone for a while, not for ever.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && env STM_LOCK=0 STM_LONE=0 %t
#include "self_check.h"

#include <atomic>
#include <stm/stm.h>

static struct alignas(4096) Page {
  std::atomic<long> counter;
  long alone;
  volatile long plain;
} page;

int main() {
  constexpr long kRounds = 20, kRegions = 2000;
  for (long round = 0; round < kRounds; ++round) {
    page.plain = round;
    for (long i = 0; i < kRegions; ++i) {
      [[stm::atomic]] {
        page.counter++;
        page.alone += stm_is_irrevocable();
      }
    }
  }
  CHECK(page.counter == kRounds * kRegions);
  CHECK(page.alone > 0); // the object is in use outside of regions, for all that the runtime knows
  CHECK(page.alone < kRounds * kRegions / 10);
}
