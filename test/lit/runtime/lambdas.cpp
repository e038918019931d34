// Intent: regions in lambdas, and lambdas called in regions, capture by value and by reference.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <functional>

static long total;

int main() {
  long on_stack = 0;
  inParallel(4, [&](int me) {
    auto add = [](auto amount) {
      [[stm::atomic]] { total += amount; }
    };
    std::function<void(long)> indirect = [](long amount) { total += amount; };
    for (int i = 0; i < 1000; ++i) {
      add(1);
      add(2L);
      [[stm::atomic]] {
        auto both = [&, me](int times) { on_stack += times * me; };
        both(2);
        indirect(3);
      }
    }
  });
  CHECK(total == 4000 * 6);
  CHECK(on_stack == 1000 * 2 * (0 + 1 + 2 + 3));
}
