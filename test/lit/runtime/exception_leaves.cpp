// Intent: an exception that leaves a region commits it, and reaches its handler with its value.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <stdexcept>
#include <string>

static long thrown, entered;

__attribute__((noinline)) static void work(int i) {
  [[stm::atomic]] {
    ++entered;
    delay(50);
    if (i % 4 == 0) {
      ++thrown;
      throw std::runtime_error("round " + std::to_string(i));
    }
  }
}

int main() {
  inParallel(3, [](int) {
    int caught = 0;
    for (int i = 0; i < 400; ++i)
      try {
        work(i);
      } catch (const std::runtime_error &error) {
        CHECK(error.what() == "round " + std::to_string(i));
        ++caught;
      }
    CHECK(caught == 100);
  });
  CHECK(entered == 1200 && thrown == 300);
}
