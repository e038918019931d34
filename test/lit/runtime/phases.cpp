// Intent: parallel regions and plain code that alternate on the same data see each other's writes.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <pthread.h>

static const int kSize = 4096;
static long data[kSize];
static long *heap;
static pthread_barrier_t barrier;

int main() {
  const int kThreads = 3, kRounds = 40;
  heap = new long[kSize]();
  pthread_barrier_init(&barrier, nullptr, kThreads);
  inParallel(kThreads, [&](int me) {
    uint32_t random = me + 1;
    for (int round = 1; round <= kRounds; ++round) {
      for (int i = 0; i < 200; ++i) {
        int at = nextRandom(&random) % kSize;
        [[stm::atomic]] {
          ++data[at];
          ++heap[kSize - 1 - at];
        }
      }
      pthread_barrier_wait(&barrier);
      // Plain code, one thread: both arrays agree; then all is reset to a new base.
      if (me == 0) {
        long sum = 0;
        for (int i = 0; i < kSize; ++i) {
          CHECK(data[i] == heap[kSize - 1 - i]);
          sum += data[i] - (round - 1);
        }
        for (int i = 0; i < kSize; ++i)
          data[i] = heap[i] = round;
        CHECK(sum == kThreads * 200);
      }
      pthread_barrier_wait(&barrier);
    }
  });
}
