/* Threads, random numbers and checks of the programs: see thread.h. */
#include "thread.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_key_t id_key;
static pthread_barrier_t barrier;
static long count;
static void (*body)(void *);
static void *body_argument;
static long *ids;

void random_seed(random_t *random, uint64_t seed) { random->state = seed * 0x9E3779B97F4A7C15u + 1; }

uint64_t random_next(random_t *random) {
  uint64_t x = random->state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  random->state = x;
  return x >> 16;
}

static void *start(void *argument) {
  pthread_setspecific(id_key, argument);
  pthread_barrier_wait(&barrier);
  body(body_argument);
  return NULL;
}

void thread_run(long threads, void (*function)(void *), void *argument) {
  pthread_t *all = malloc((size_t)threads * sizeof(pthread_t));
  ids = malloc((size_t)threads * sizeof(long));
  count = threads;
  body = function;
  body_argument = argument;
  pthread_key_create(&id_key, NULL);
  pthread_barrier_init(&barrier, NULL, (unsigned)threads);
  for (long i = 0; i < threads; ++i) {
    ids[i] = i;
    if (i)
      pthread_create(&all[i], NULL, start, &ids[i]);
  }
  start(&ids[0]);
  for (long i = 1; i < threads; ++i)
    pthread_join(all[i], NULL);
  pthread_barrier_destroy(&barrier);
  pthread_key_delete(id_key);
  free(ids);
  free(all);
}

long thread_id(void) { return *(long *)pthread_getspecific(id_key); }
long thread_count(void) { return count; }
void thread_barrier(void) { pthread_barrier_wait(&barrier); }

long thread_argument(int argc, char **argv) { return argc > 1 ? strtol(argv[1], NULL, 10) : 2; }

void assert_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
  _exit(1);
}
