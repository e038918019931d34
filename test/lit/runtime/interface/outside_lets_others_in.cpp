// Intent: a region that runs alone and leaves itself for a moment again and again, as an interpreter's loop does, does not keep others
// waiting until it ends.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && %t
// RUN: env STM_LONE=0 STM_LOCK=0 %t
#include "../self_check.h"

#include <stm/stm.h>

constexpr long kMost = 5'000'000; // half a minute
static long done, halves;
static std::atomic<bool> begun;

static void nothing(void *) {}

int main() {
  inParallel(2, [](int me) {
    if (me == 0) {
      [[stm::atomic]] {
        stm_become_irrevocable();
        begun = true;
        while (halves < kMost && !done) {
          ++halves;
          stm_outside(nothing, nullptr);
        }
      }
    } else {
      while (!begun)
        std::this_thread::yield();
      for (int i = 0; i < 100; ++i)
        [[stm::atomic]] { done = i == 99; }
    }
  });
  CHECK(halves < kMost);
}
