// Intent: phases in which every thread writes its own part without regions are seen by all in the next phase.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <pthread.h>

static const int kThreads = 2, kPart = 50000;
static int data[kThreads * kPart];
static pthread_barrier_t barrier;

int main() {
  pthread_barrier_init(&barrier, nullptr, kThreads);
  inParallel(kThreads, [&](int me) {
    for (int round = 1; round <= 10; ++round) {
      for (int i = 0; i < kPart; ++i)
        data[me * kPart + i] = round * 10 + me;
      pthread_barrier_wait(&barrier);
      for (int i = 0; i < 300; ++i) {
        int at = (i * 331 + me * 17) % kPart, other = (1 - me) * kPart + at;
        int mine = 0, theirs = 0;
        [[stm::atomic]] {
          mine = data[me * kPart + at];
          theirs = data[other];
          data[me * kPart + at] = mine + 0;
        }
        CHECK(mine == round * 10 + me);
        CHECK(theirs == round * 10 + 1 - me);
      }
      pthread_barrier_wait(&barrier);
    }
  });
}
