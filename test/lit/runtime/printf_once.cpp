// Intent: what a region prints appears exactly once, although its transaction competes with others.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0 > %t.O0.out
// RUN: sort -u %t.O0.out | count 400
// RUN: count 400 < %t.O0.out
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 > %t.O2.out
// RUN: sort -u %t.O2.out | count 400
// RUN: count 400 < %t.O2.out
#include "self_check.h"

static long counter;

int main() {
  inParallel(4, [](int me) {
    for (int i = 0; i < 200; ++i) {
      if (me < 2) {
        [[stm::atomic]] {
          ++counter;
          delay(100);
          printf("thread %d line %d\n", me, i);
        }
      } else {
        [[stm::atomic]] {
          long seen = counter;
          delay(100);
          counter = seen + 1;
        }
      }
    }
  });
  CHECK(counter == 800);
}
