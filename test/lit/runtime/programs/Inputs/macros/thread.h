/* Threads that start together, numbers that repeat, checks. */
#ifndef THREAD_H
#define THREAD_H

#include <stdint.h>

typedef struct random {
  uint64_t state;
} random_t;

void random_seed(random_t *random, uint64_t seed);
uint64_t random_next(random_t *random);

/* Calls function(argument) in `threads` threads and waits for all of them. */
void thread_run(long threads, void (*function)(void *), void *argument);
long thread_id(void);
long thread_count(void);
void thread_barrier(void);
/* The number of threads that the command line asks for. */
long thread_argument(int argc, char **argv);

#define ASSERT(condition) ((condition) ? (void)0 : assert_failed(__FILE__, __LINE__, #condition))
void assert_failed(const char *file, int line, const char *condition);

#endif
