// Intent: in a program that undoes regions, one that needs what no view gives (a store to foreign memory, more atomic objects than
// a commit looks after) runs alone in canonical memory, instead of being undone for ever.
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && env STM_LONE=0 STM_LOCK=0 %t
// RUN: env STM_LOCK=0 %t
// RUN: %t
#include "../self_check.h"

#include <atomic>
#include <stm/stm.h>
#include <sys/mman.h>
#include <thread>

static int *shared;
static long total;
static std::atomic<int> counts[1000];

void quit() { [[stm::atomic]] { stm_cancel(); } }

static void stores() {
  [[stm::atomic]] {
    total += 2;
    *shared += 1;
  }
}
static void updates() {
  [[stm::atomic]] {
    ++total;
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
