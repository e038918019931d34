/* Intent: stm_outside ends the region before its action and goes on with a new one behind it: others see what was
 * done before, may change it, and run regions meanwhile; actions registered so far run first.
 *
 * RUN: %stm_clang -std=gnu17 -O0 %s -o %t.O0 && %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
 * RUN: %stm_clang -std=gnu17 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O2
 */
#include "../self_check.h"

#include <pthread.h>
#include <stm/stm.h>

static long balance, answered, committed;

static void *other(void *unused) {
  (void)unused;
  [[stm::atomic]] {
    CHECK(balance == 5); /* what the region did before it left */
    balance += 10;
  }
  return NULL;
}

static void note(void *count) { ++*(long *)count; }

static void wait_for_other(void *argument) {
  CHECK(argument == &answered && !stm_in_transaction());
  CHECK(committed == 1);
  pthread_t thread;
  pthread_create(&thread, NULL, other, NULL);
  pthread_join(thread, NULL);
  [[stm::atomic]] { ++answered; } /* an action may hold regions */
}

int main(void) {
  long seen = 0;
  [[stm::atomic]] {
    balance += 5;
    stm_on_commit(note, &committed);
    stm_outside(wait_for_other, &answered);
    CHECK(stm_in_transaction() && stm_is_irrevocable());
    seen = balance;
    balance += 100;
  }
  CHECK(seen == 15 && balance == 115 && answered == 1 && committed == 1);

  /* Outside of regions it is a call. */
  committed = 0;
  stm_outside(note, &committed);
  CHECK(committed == 1);
  return 0;
}
