// Intent: 200 threads that live at the same time all run regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long counter;
static long per_thread[200];

int main() {
  inParallel(200, [](int me) {
    for (int i = 0; i < 50; ++i) {
      [[stm::atomic]] {
        ++counter;
        ++per_thread[me];
      }
    }
  });
  CHECK(counter == 10000);
  for (long count : per_thread)
    CHECK(count == 50);
}
