// Intent: variable-length arrays and alloca, made before and inside a region, hold what the committed
// attempt wrote.
//
// RUN: %stm_clang -std=gnu17 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clang -std=gnu17 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <alloca.h>
#include <pthread.h>

static long shared;

__attribute__((noinline)) static long sum(const long *array, int size) {
  long total = 0;
  for (int i = 0; i < size; ++i)
    total += array[i];
  return total;
}

__attribute__((noinline)) static void frame(int size) {
  long before[size];
  for (int i = 0; i < size; ++i)
    before[i] = i;
  long *kept;
  long seen;
  [[stm::atomic]] {
    seen = shared;
    kept = alloca(size * sizeof(long));
    {
      long inside[size];
      for (int i = 0; i < size; ++i) {
        inside[i] = seen;
        ++before[i];
        kept[i] = 1;
      }
      delay(200);
      CHECK(sum(inside, size) == seen * size);
    }
    shared = seen + 1;
  }
  CHECK(sum(before, size) == (long)size * (size - 1) / 2 + size);
  CHECK(sum(kept, size) == size);
}

static void *work(void *unused) {
  (void)unused;
  for (int i = 0; i < 500; ++i)
    frame(1 + i % 90);
  return 0;
}

int main(void) {
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i)
    CHECK(pthread_create(&threads[i], 0, work, 0) == 0);
  for (int i = 0; i < 4; ++i)
    pthread_join(threads[i], 0);
  CHECK(shared == 2000);
  return 0;
}
