// Intent: errno survives a region that sets none, whatever the runtime did to run it; what a region sets is there after it; what an
// attempt set that was undone, or a cancelled region, is not.
//
// RUN: %stm_clang -std=gnu17 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clang -std=gnu17 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
#include "../self_check.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <stm/stm.h>

static long shared[8];

static void *work(void *unused) {
  for (int i = 0; i < 3000; ++i) {
    errno = 1000 + i;
    __attribute__((stm_atomic)) {
      ++shared[i % 8];
      if (i % 100 == 0)
        stm_become_irrevocable();
    }
    CHECK(errno == 1000 + i);
    errno = 0;
    __attribute__((stm_atomic)) {
      // Some attempts see an odd number and overflow; those that are undone must not leave ERANGE.
      long odd = shared[7] & 1;
      CHECK(errno == 0);
      strtol(odd ? "99999999999999999999" : "5", NULL, 10);
      CHECK(errno == (odd ? ERANGE : 0));
      ++shared[7];
      if (!odd)
        errno = 77;
    }
    CHECK(errno == 77 || errno == ERANGE);
    errno = 3;
    __attribute__((stm_atomic)) {
      errno = 4;
      __attribute__((stm_atomic)) {
        errno = 5;
        ++shared[0];
        stm_cancel();
      }
      CHECK(errno == 4);
      stm_cancel();
    }
    CHECK(errno == 3);
  }
  return unused;
}

int main(void) {
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i)
    CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
  for (int i = 0; i < 4; ++i)
    CHECK(pthread_join(threads[i], NULL) == 0);
  return 0;
}
