// Intent: in C a marked pointer to a mutex locks it for the rest of the scope, as a region: pthread mutexes and C11's,
// beside code that takes them for real.
//
// RUN: %stm_clang -std=c17 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clang -std=c23 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O2 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O0
#include "../self_check.h"
#include <pthread.h>
#include <stm/stm.h>
#include <threads.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static mtx_t c11;
static long a, b, c, d;

static int elided(int early) {
  __attribute__((stm_atomic)) pthread_mutex_t *guard = &m;
  CHECK(a == b);
  CHECK(stm_in_transaction());
  ++a;
  delay(10);
  if (early) {
    ++b;
    return 1;
  }
  ++b;
  return 2;
}

static void standard(void) {
  int before = stm_in_transaction();
  CHECK(!before);
  {
    [[stm::atomic]] mtx_t *guard = &c11;
    CHECK(c == d);
    ++c, ++d;
  }
  CHECK(!stm_in_transaction());
}

static void *work(void *argument) {
  uint32_t random = (uint32_t)(long)argument + 5;
  for (int i = 0; i < 1000; ++i) {
    switch (nextRandom(&random) % 4) {
    case 0:
      pthread_mutex_lock(&m);
      CHECK(a == b);
      ++a;
      delay(10);
      ++b;
      pthread_mutex_unlock(&m);
      break;
    case 1:
      mtx_lock(&c11);
      CHECK(c == d);
      ++c, ++d;
      mtx_unlock(&c11);
      break;
    case 2:
      CHECK(elided(i % 2) == 2 - i % 2);
      break;
    default:
      standard();
    }
  }
  return 0;
}

int main(void) {
  CHECK(mtx_init(&c11, mtx_plain) == thrd_success);
  pthread_t threads[4];
  for (long i = 0; i < 4; ++i)
    pthread_create(&threads[i], 0, work, (void *)i);
  for (int i = 0; i < 4; ++i)
    pthread_join(threads[i], 0);
  CHECK(a == b && c == d && a + c == 4000);
}
