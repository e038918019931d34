// Intent: what the C library and the loader allocate for themselves when a region calls them (the time zone, places for a thread's
// keys, thread-local storage of a library that was loaded late) stays theirs, whether the region commits or is undone.
//
// RUN: %stm_clangxx -std=c++20 -O2 -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 -ldl
// RUN: %t.O2 %t.so && env STM_LONE=0 STM_LOCK=0 %t.O2 %t.so && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2 %t.so
#include "../self_check.h"

#ifdef LIBRARY

static thread_local long late[64];
extern "C" long raise(int i) { return ++late[i]; }

#else

#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <pthread.h>

static long sum;

int main(int, char **argv) {
  auto *raise = reinterpret_cast<long (*)(int)>(dlsym(dlopen(argv[1], RTLD_NOW), "raise"));
  CHECK(raise);
  setenv("TZ", "STM-2", 1); // is read at the first use
  pthread_key_t keys[80];
  for (pthread_key_t &key : keys)
    CHECK(pthread_key_create(&key, nullptr) == 0);
  inParallel(4, [&](int me) {
    for (int i = 0; i < 200; ++i) {
      time_t when = 1'000'000'000 + i;
      tm parts;
      long old = 0;
      [[stm::atomic]] {
        localtime_r(&when, &parts);
        old = reinterpret_cast<long>(pthread_getspecific(keys[i % 80]));
        pthread_setspecific(keys[i % 80], reinterpret_cast<void *>(old + 1));
        CHECK(raise(me) == i + 1);
        ++sum;
      }
      CHECK(old == i / 80);
      CHECK(parts.tm_hour == 3 && parts.tm_min == 46 + (40 + i) / 60 && mktime(&parts) == when);
      // Whatever the program allocates now must not be the C library's.
      void *blocks[8];
      for (int k = 0; k < 8; ++k)
        blocks[k] = memset(malloc(64 << k), 0xff, size_t(64) << k);
      for (void *block : blocks)
        free(block);
    }
  });
  CHECK(sum == 800);
}

#endif
