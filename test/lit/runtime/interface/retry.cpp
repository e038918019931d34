// Intent: retry sleeps until something that was read changes; nothing is lost and nobody spins.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_VIEWS=2 %t.O2 && env STM_ABORT_EVERY=3 %t.O2
#include "../self_check.h"
#include <atomic>
#include <deque>
#include <stm/stm.hpp>
#include <sys/resource.h>

static std::deque<int> queue;
static long taken, sum;
static bool stop_plain;
static std::atomic<bool> stop_atomic;

static double usedSeconds() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static int take() {
  [[stm::atomic]] {
    if (queue.empty())
      stm::retry();
    int item = queue.front();
    queue.pop_front();
    return item;
  }
}

static void producersAndConsumers(int pairs) {
  constexpr int kItems = 400;
  sum = taken = 0;
  inParallel(2 * pairs, [](int me) {
    for (int i = 1; i <= kItems; ++i) {
      if (me % 2) {
        [[stm::atomic]] {
          if (queue.size() >= 4)
            stm_retry();
          queue.push_back(i);
        }
      } else {
        int item = take();
        [[stm::atomic]] { sum += item, ++taken; }
      }
    }
  });
  CHECK(taken == pairs * kItems && sum == long(pairs) * kItems * (kItems + 1) / 2 && queue.empty());
}

// A thread that waits uses no processor.
static void sleeps() {
  inParallel(2, [](int me) {
    if (me == 0) {
      CHECK(take() == 42);
      return;
    }
    usleep(50000);
    double before = usedSeconds();
    usleep(600000);
    CHECK(usedSeconds() - before < 0.3);
    [[stm::atomic]] { queue.push_back(42); }
  });
}

// What code outside of regions writes is noticed too.
static void outsideChanges() {
  inParallel(2, [](int me) {
    if (me == 0) {
      [[stm::atomic]] {
        if (!stop_atomic.load())
          stm::retry();
      }
      [[stm::atomic]] {
        if (!stop_plain)
          stm::retry();
      }
    } else {
      usleep(20000);
      stop_atomic.store(true);
      usleep(20000);
      __atomic_store_n(&stop_plain, true, __ATOMIC_RELEASE);
    }
  });
}

// A region that always prints in the end can retry before.
static void beforePrinting() {
  inParallel(2, [](int me) {
    if (me == 0) {
      [[stm::atomic]] {
        if (queue.empty())
          stm::retry();
        queue.pop_front();
        fputs("", stdout);
      }
    } else {
      usleep(20000);
      [[stm::atomic]] { queue.push_back(1); }
    }
  });
  CHECK(queue.empty());
}

int main() {
  producersAndConsumers(1);
  producersAndConsumers(4);
  sleeps();
  outsideChanges();
  beforePrinting();
}
