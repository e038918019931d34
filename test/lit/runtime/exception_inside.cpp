// Intent: exceptions thrown and caught inside a region work, with destructors on the way.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long balance, thrown, destroyed;

struct Guard {
  ~Guard() { ++destroyed; }
};

__attribute__((noinline)) static void withdraw(long amount) {
  Guard guard;
  if (balance < amount)
    throw amount;
  balance -= amount;
}

int main() {
  inParallel(3, [](int) {
    for (int i = 0; i < 500; ++i) {
      bool refused = false;
      [[stm::atomic]] {
        refused = false;
        try {
          withdraw(10);
        } catch (long amount) {
          refused = amount == 10;
          ++thrown;
          balance += 30;
        }
      }
      (void)refused;
    }
  });
  CHECK(destroyed == 1500);
  CHECK(balance == thrown * 30 - (1500 - thrown) * 10);
  CHECK(balance >= 0 && balance < 60);
}
