// Intent: a local that a region changes has its value from the attempt that committed, and from no other.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long shared;

__attribute__((noinline)) static void work(int rounds) {
  int entered = 0;
  double scaled = 1.5;
  for (int i = 0; i < rounds; ++i) {
    int inside = 0;
    long seen = -1;
    [[stm::atomic]] {
      ++entered;
      ++inside;
      seen = shared;
      scaled = scaled + 1;
      delay(300);
      shared = seen + 1;
    }
    CHECK(inside == 1);
    CHECK(entered == i + 1);
    CHECK(scaled == 1.5 + i + 1);
    CHECK(seen >= i);
  }
}

int main() {
  inParallel(4, [](int) { work(500); });
  CHECK(shared == 2000);
}
