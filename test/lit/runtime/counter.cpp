// Intent: no increment of a shared counter is lost.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long counter;

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 20000; ++i) {
      [[stm::atomic]] { ++counter; }
    }
  });
  CHECK(counter == 80000);
}
