// Intent: atomic objects of all sizes are updated in regions, with the right results. (Where code outside of regions writes to
// the same page, such a region runs alone.)
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 -latomic && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 -latomic && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 -latomic && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 -latomic && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <atomic>

EITHER(atomic_operations) {
  static std::atomic<int> counter{0};
  static std::atomic<long> large{0};
  static std::atomic<bool> flag{false};
  static std::atomic_flag latch;
  int expected = 6;
  bool exchanged = false;
  [[stm::atomic]] {
    expected = 6;
    counter = 5;
    counter++;
    counter.fetch_add(2, std::memory_order_relaxed);
    counter -= 2;
    exchanged = counter.compare_exchange_strong(expected, 10);
    large.fetch_or(12);
    large.fetch_and(6);
    flag.store(!flag.exchange(true), std::memory_order_release);
    latch.clear();
    latch.test_and_set();
    std::atomic_thread_fence(std::memory_order_seq_cst);
    REGION_ENDS;
  }
  CHECK(exchanged && counter == 10 && large == 4);
}

struct alignas(16) Pair {
  long a, b;
};

EITHER(atomic_of_sixteen_bytes) {
  static std::atomic<Pair> pair;
  Pair seen = {};
  [[stm::atomic]] {
    pair.store({1, 2});
    seen = pair.load();
    pair.compare_exchange_strong(seen, {3, 4});
    REGION_ENDS;
  }
  CHECK(seen.a == 1 && seen.b == 2 && pair.load().a == 3);
}

EITHER(atomic_double_and_builtin) {
  static std::atomic<double> real{0};
  static int plain;
  [[stm::atomic]] {
    real = 1.5;
    real.fetch_add(1.0);
    plain = 0;
    __atomic_fetch_add(&plain, 3, __ATOMIC_SEQ_CST);
    __sync_fetch_and_add(&plain, 4);
    __sync_synchronize();
    REGION_ENDS;
  }
  CHECK(real == 2.5 && plain == 7);
}

EITHER(atomic_of_a_large_struct) {
  struct Large {
    long numbers[4];
  };
  static std::atomic<Large> large;
  Large seen = {};
  [[stm::atomic]] {
    large.store({{1, 2, 3, 4}});
    seen = large.load();
    seen = large.exchange({{5, 6, 7, 8}});
    REGION_ENDS;
  }
  CHECK(seen.numbers[3] == 4 && large.load().numbers[3] == 8);
}
