/* Intent: longjmp out of a region leaves it as goto would: what the region did stays, and the next region is a new one.
 *
 * RUN: %stm_clang -std=gnu17 -O0 %s -o %t.O0 && %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
 * RUN: %stm_clang -std=gnu17 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
 */
#include "../self_check.h"

#include <pthread.h>
#include <setjmp.h>

static int counter, inner;
static __thread jmp_buf target;

__attribute__((noinline)) static void deeper(int how) {
  [[stm::atomic]] {
    ++inner;
    if (how)
      longjmp(target, how);
  }
}

__attribute__((noinline)) static void region(int how) {
  [[stm::atomic]] {
    ++counter;
    deeper(how);
    counter += 1000000;
  }
}

static int jumpOut(int how) {
  int value = setjmp(target);
  if (value == 0) {
    region(how);
    return 0;
  }
  return value;
}

enum { kThreads = 3, kRounds = 2000 };

static void *work(void *unused) {
  for (int i = 1; i <= kRounds; ++i)
    CHECK(jumpOut(i) == i);
  return unused;
}

int main(void) {
  CHECK(jumpOut(7) == 7 && counter == 1 && inner == 1);
  pthread_t threads[kThreads];
  for (int i = 0; i < kThreads; ++i)
    pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < kThreads; ++i)
    pthread_join(threads[i], NULL);
  CHECK(counter == 1 + kThreads * kRounds && inner == counter);
  return 0;
}
