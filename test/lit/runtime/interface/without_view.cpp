// Intent: a transaction that cannot run in plain code (the second half of a divided one; any, in a program that undoes regions) and needs
// what no view gives (a store to foreign memory, more atomic objects than a commit looks after) goes on alone in canonical memory,
// instead of being undone for ever.
// RUN: %stm_clangxx -std=c++20 -O2 -DDIVIDES -fplugin-arg-stm-divisible %s -o %t.divides && env STM_LONE=0 STM_LOCK=0 %t.divides
// RUN: env STM_LOCK=0 %t.divides
// RUN: %t.divides
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.undoes && env STM_LONE=0 STM_LOCK=0 %t.undoes
// RUN: env STM_LOCK=0 %t.undoes
// RUN: %t.undoes
#include "../self_check.h"

#include <atomic>
#include <stm/stm.h>
#include <sys/mman.h>
#include <thread>

static int *shared;
static long total;
static std::atomic<int> counts[1000];

#ifdef DIVIDES
static void wait(void *) {}
[[gnu::noinline]] static void divide() { stm_outside(wait, nullptr); }
#else
void quit() { [[stm::atomic]] { stm_cancel(); } }
static void divide() {}
#endif

static void stores() {
  [[stm::atomic]] {
    ++total;
    divide();
    ++total;
    *shared += 1;
  }
}
static void updates() {
  [[stm::atomic]] {
    ++total;
    divide();
    for (std::atomic<int> &count : counts)
      ++count;
    ++total;
  }
}

int main() {
  shared = static_cast<int *>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  auto work = [] {
    for (int i = 0; i < 100; ++i) {
      stores();
      updates();
    }
  };
  std::thread other(work);
  work();
  other.join();
  CHECK(*shared == 200 && total == 800);
  for (std::atomic<int> &count : counts)
    CHECK(count == 200);
}
