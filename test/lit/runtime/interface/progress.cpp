// Intent: a transaction that reads a million words and writes one commits within STM_RETRIES tries beside threads of tiny
// transactions that conflict with it, which go on meanwhile; in a program that undoes regions as well.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && env STM_LONE=0 STM_LOCK=0 %t && %t
// RUN: env STM_LONE=0 STM_LOCK=0 STM_RETRIES=3 %t 3
// RUN: %stm_clangxx -std=c++20 -O2 -DUNDOES %s -o %t.undoes && %t.undoes
// RUN: env STM_STATS=1 STM_LONE=0 STM_LOCK=0 %t 2>&1 | FileCheck %s
// CHECK: stm: longest series of retries{{ +[0-8]$}}
#include "../self_check.h"
#include <stm/stm.hpp>

constexpr long kWords = 1 << 20;
static long words[kWords];
static long total;
static bool done;
static int restarts, worst;

static long readAll() {
  restarts = 0;
  [[stm::atomic]] {
    long sum = 0;
    for (long word : words)
      sum += word;
    total = sum;
    return sum;
  }
}

int main(int argc, char **argv) {
  int retries = argc > 1 ? atoi(argv[1]) : 8;
  long tiny[2] = {0, 0};
  inParallel(3, [&](int me) {
    if (me == 2) {
      stm_on_restart([](void *) { ++restarts; }, nullptr);
      for (int i = 0; i < 5; ++i) {
        CHECK(readAll() >= 0);
        worst = restarts > worst ? restarts : worst;
      }
      [[stm::atomic]] { done = true; }
      return;
    }
    uint32_t random = uint32_t(me) + 1;
    for (bool stop = false; !stop;) {
      long mine = nextRandom(&random) % kWords;
      [[stm::atomic]] {
        ++words[mine];
        stop = done;
#ifdef UNDOES
        if (words[mine] < 0)
          stm::retry();
#endif
      }
      ++tiny[me];
    }
  });
  long sum = 0;
  for (long word : words)
    sum += word;
  CHECK(sum == tiny[0] + tiny[1] && total <= sum);
  CHECK(worst <= retries);
}
