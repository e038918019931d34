// Intent: a region left by return, break, continue, goto or a switch commits, once.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long total;
static int values[8] = {3, 1, 4, 1, 5, 9, 2, 6};

__attribute__((noinline)) static int findAndCount(int wanted) {
  [[stm::atomic]] {
    for (int i = 0; i < 8; ++i)
      if (values[i] == wanted) {
        ++total;
        return i;
      }
  }
  return -1;
}

__attribute__((noinline)) static int loops(int rounds) {
  int skipped = 0;
  for (int i = 0; i < rounds; ++i) {
    [[stm::atomic]] {
      ++total;
      if (i % 3 == 0) {
        ++skipped;
        continue;
      }
      if (i == rounds - 1)
        break;
      switch (values[i % 8]) {
      case 1:
        ++total;
        break;
      case 9:
        goto out;
      default:
        break;
      }
      delay(50);
    }
  out:;
  }
  return skipped;
}

int main() {
  long expected = 0;
  for (int i = 0; i < 300; ++i) {
    ++expected;
    if (i % 3 != 0 && i != 299 && values[i % 8] == 1)
      ++expected;
  }
  inParallel(4, [](int) {
    for (int round = 0; round < 20; ++round) {
      CHECK(findAndCount(9) == 5);
      CHECK(findAndCount(7) == -1);
      CHECK(loops(300) == 100);
    }
  });
  CHECK(total == 4 * 20 * (1 + expected));
}
