// Intent: regions agree in order with mutexes and atomics that the same threads use outside.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <mutex>

static long in_region;
static long under_lock;
static std::atomic<long> announced;
static std::mutex mutex;

int main() {
  inParallel(3, [](int) {
    for (int i = 0; i < 3000; ++i) {
      long before = announced.load();
      long seen = 0;
      [[stm::atomic]] {
        seen = in_region;
        in_region = seen + 1;
      }
      // Whoever announced a value had committed it before.
      CHECK(seen >= before);
      long mine = seen + 1;
      for (long now = announced.load(); now < mine && !announced.compare_exchange_weak(now, mine);) {
      }
      std::lock_guard<std::mutex> guard(mutex);
      ++under_lock;
    }
  });
  CHECK(in_region == 9000 && under_lock == 9000);
}
