// Intent: inner regions, in the text or in a called function, belong to the outermost one.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long x, y;

__attribute__((noinline)) static void bumpX() {
  [[stm::atomic]] { ++x; }
}

__attribute__((noinline)) static int bumpY(int how) {
  [[stm::atomic]] {
    ++y;
    if (how)
      return 1;
    [[stm::atomic]] {
      y += 0;
      return 2;
    }
  }
}

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 3000; ++i) {
      [[stm::atomic]] {
        CHECK(x == y);
        bumpX();
        [[stm::atomic]] {
          [[stm::atomic]] { CHECK(x == y + 1); }
          CHECK(bumpY(i % 2) == 2 - i % 2);
        }
        CHECK(x == y);
      }
      bool equal = false;
      [[stm::atomic]] { equal = x == y; }
      CHECK(equal);
    }
  });
  CHECK(x == 12000 && y == 12000);
}
