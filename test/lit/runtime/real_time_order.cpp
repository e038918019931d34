// Intent: a region that starts after another one ended, in whatever thread, sees its effects.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long value;
static std::atomic<int> turn;

int main() {
  inParallel(2, [](int me) {
    for (int i = 0; i < 3000; ++i) {
      while (turn.load(std::memory_order_acquire) != me)
        std::this_thread::yield();
      long seen = 0;
      [[stm::atomic]] {
        seen = value;
        value = seen + 1;
      }
      CHECK(seen == 2L * i + me);
      turn.store(1 - me, std::memory_order_release);
    }
  });
  CHECK(value == 6000);
}
