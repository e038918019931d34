// Intent: a thousand threads, a few at a time, leave nothing behind that stops the next.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long counter;

int main() {
  for (int wave = 0; wave < 250; ++wave)
    inParallel(4, [](int) {
      [[stm::atomic]] { ++counter; }
      [[stm::atomic]] { ++counter; }
    });
  CHECK(counter == 2000);
}
