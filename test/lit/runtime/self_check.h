/* What the whole-program tests share: a check that ends the program, threads that start together,
 * a delay that provokes conflicts, and numbers that are the same in every run. Works for C and C++. */
#ifndef SELF_CHECK_H
#define SELF_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Ends the program at once when `condition` is false. Also for use in regions: printing makes the
 * transaction irrevocable, so an attempt that would be rolled back never reports. */
#define CHECK(condition) ((condition) ? (void)0 : checkFailed(__FILE__, __LINE__, #condition))

static inline void checkFailed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
  _exit(1);
}

/* Work that takes time, so that regions of two threads overlap. */
static inline void delay(int steps) {
  for (volatile int i = 0; i < steps; i = i + 1) {
  }
}

/* The next of a sequence of pseudo-random numbers (xorshift); `*state` starts at any number but 0. */
static inline uint32_t nextRandom(uint32_t *state) {
  uint32_t x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return *state = x;
}

#ifdef __cplusplus
#include <atomic>
#include <thread>
#include <vector>

/* Calls body(0) ... body(threads - 1), each in a thread of its own, and waits for all. None starts its
 * body before all threads exist. */
template <typename Body> void inParallel(int threads, Body body) {
  std::atomic<int> ready{0};
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i)
    all.emplace_back([&, i] {
      ready.fetch_add(1);
      while (ready.load() < threads)
        std::this_thread::yield();
      body(i);
    });
  for (std::thread &thread : all)
    thread.join();
}
#endif

#endif
