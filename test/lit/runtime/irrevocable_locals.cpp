// Intent: locals and memory written before a region turns irrevocable keep their values.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <sys/types.h>

static long shared, written;

__attribute__((noinline)) static void work(int rounds) {
  int count = 0;
  for (int i = 0; i < rounds; ++i) {
    long before, after;
    [[stm::atomic]] {
      before = shared;
      ++count;
      shared = before + 1;
      written += 2;
      if (i % 3 == 0)
        getppid();
      after = shared;
      written -= 1;
    }
    CHECK(after == before + 1);
    CHECK(count == i + 1);
  }
}

int main() {
  inParallel(4, [](int) { work(1000); });
  CHECK(shared == 4000 && written == 4000);
}
