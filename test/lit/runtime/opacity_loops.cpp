// Intent: a loop in a region ends, because its bound and its step belong together.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static unsigned step = 1, bound = 1000;

int main() {
  inParallel(4, [](int me) {
    for (unsigned i = 0; i < 2000; ++i) {
      if (me == 0) {
        // Ends at `bound` exactly only while bound is a multiple of step.
        unsigned next = i % 7 + 1;
        [[stm::atomic]] {
          step = next;
          delay(50);
          bound = next * 100;
        }
      } else {
        unsigned rounds = 0;
        [[stm::atomic]] {
          rounds = 0;
          unsigned by = step;
          delay(20);
          for (unsigned at = 0; at != bound; at += by)
            ++rounds;
        }
        CHECK(rounds == 100 || rounds == 1000);
      }
    }
  });
}
