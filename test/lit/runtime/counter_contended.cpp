// Intent: regions that overlap for long, all writing one word, still add up.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long counter;

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 500; ++i) {
      [[stm::atomic]] {
        long seen = counter;
        delay(1000);
        counter = seen + 1;
      }
    }
  });
  CHECK(counter == 2000);
}
