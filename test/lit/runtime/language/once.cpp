// Intent: std::call_once, pthread_once and C11's call_once in regions run their function exactly once, as a part of the
// transaction that comes first: it is undone with it, and threads outside of regions wait for the commit. A function that throws
// leaves the flag as it was. None of it makes a region irrevocable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O2
// RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 alone 2>&1 | FileCheck %s
// CHECK: irrevocable runs 0{{$}}
#include "../self_check.h"
#include <mutex>
#include <pthread.h>
#include <stdexcept>
#include <threads.h>

constexpr int kFlags = 200;
static std::once_flag flags[kFlags];
static pthread_once_t controls[kFlags];
static long calls, made[kFlags];

static int current;
static void makeCurrent() { ++made[current]; }

int main(int argc, char **) {
  const int threads = argc > 1 ? 1 : 4;
  // Threads inside and outside of regions come to the same flags.
  inParallel(threads, [&](int me) {
    for (int i = 0; i < kFlags; ++i) {
      auto work = [&] { made[i] = made[i] + 1; };
      if (me == 3) {
        std::call_once(flags[i], work);
        CHECK(made[i] == 1);
        continue;
      }
      [[stm::atomic]] {
        std::call_once(flags[i], work);
        ++calls;
        CHECK(made[i] == 1);
      }
    }
  });
  CHECK(calls == (threads == 1 ? 1 : 3) * kFlags);

  // A function that throws has not run.
  std::once_flag flag;
  int tries = 0;
  for (int i = 0; i < 3; ++i) {
    try {
      [[stm::atomic]] {
        std::call_once(flag, [&] {
          ++tries;
          if (tries == 1)
            throw std::runtime_error("not yet");
        });
      }
      CHECK(i > 0);
    } catch (const std::runtime_error &) {
      CHECK(i == 0);
    }
  }
  CHECK(tries == 2);

  // A variable of the region.
  tries = 0;
  [[stm::atomic]] {
    std::once_flag inner;
    std::call_once(inner, [&] { ++tries; });
    std::call_once(inner, [&] { ++tries; });
  }
  CHECK(tries == 1);

  // C's forms.
  for (int i = 0; i < kFlags; ++i) {
    controls[i] = PTHREAD_ONCE_INIT;
    made[i] = 0;
    for (int round = 0; round < 2; ++round) {
      [[stm::atomic]] {
        current = i;
        if (i & 1)
          ::call_once(reinterpret_cast<::once_flag *>(&controls[i]), makeCurrent);
        else
          pthread_once(&controls[i], makeCurrent);
        CHECK(made[i] == 1);
      }
    }
    pthread_once(&controls[i], makeCurrent);
    CHECK(made[i] == 1);
  }
}
