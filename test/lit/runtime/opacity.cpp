// Intent: no attempt, not even one that will be rolled back, sees x and y from two different moments.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static volatile int inconsistent; // written only by an attempt that saw the impossible

struct Pair {
  long x = 0, padding[40] = {}, y = 1000;
};

static Pair pair;

int main() {
  inParallel(4, [](int me) {
    for (int i = 0; i < 4000; ++i) {
      if (me % 2) {
        [[stm::atomic]] {
          long x = pair.x;
          delay(20);
          long y = pair.y;
          // A trap inside the region: with x + y != 1000 this divides by zero.
          long zero = x + y == 1000;
          inconsistent = inconsistent + static_cast<int>(1 / zero - 1);
        }
      } else {
        [[stm::atomic]] {
          pair.x += 1;
          delay(10);
          pair.y -= 1;
        }
      }
    }
  });
  CHECK(inconsistent == 0);
  CHECK(pair.x == 8000 && pair.y == -7000);
}
