// Intent: C programs of 2017 (with GNU extensions) and of 2023 have the same regions.
//
// RUN: %stm_clang -std=gnu17 -O0 %s -o %t.17.O0 && %t.17.O0
// RUN: %stm_clang -std=gnu17 -O2 %s -o %t.17.O2 && %t.17.O2
// RUN: %stm_clang -std=c23 -O0 %s -o %t.23.O0 && %t.23.O0
// RUN: %stm_clang -std=c23 -O2 %s -o %t.23.O2 && %t.23.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.17.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.17.O2 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.23.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.23.O2
#include "self_check.h"

#include <pthread.h>
#include <stdbool.h>

struct node {
  int key;
  struct node *next;
};

static struct node *stack;
static long size, keys;

static bool push(int key) {
  struct node *node = malloc(sizeof *node);
  [[stm::atomic]] {
    if (size >= 5000)
      goto full;
    *node = (struct node){.key = key, .next = stack};
    stack = node;
    ++size;
    keys += key;
    return true;
  }
full:
  free(node);
  return false;
}

static void *work(void *argument) {
  int me = *(int *)argument;
  for (int i = 0; i < 2000; ++i) {
    CHECK(push(me + i));
    if (i % 2) {
      struct node *node;
      [[stm::atomic]] {
        node = stack;
        stack = node->next;
        --size;
        keys -= node->key;
      }
      free(node);
    }
  }
  return 0;
}

int main(void) {
  pthread_t threads[4];
  int numbers[4];
  for (int i = 0; i < 4; ++i) {
    numbers[i] = i;
    CHECK(pthread_create(&threads[i], 0, work, &numbers[i]) == 0);
  }
  for (int i = 0; i < 4; ++i)
    pthread_join(threads[i], 0);
  long counted = 0, sum = 0;
  for (struct node *node = stack; node; node = node->next) {
    ++counted;
    sum += node->key;
  }
  CHECK(counted == size && size == 4000);
  CHECK(sum == keys);
  return 0;
}
