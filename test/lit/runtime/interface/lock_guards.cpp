// Intent: regions in the place of locks are correct beside code that takes the same lock for real, whatever the guard:
// nobody sees the other's work half done, no update is lost, nothing deadlocks.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O2 && env STM_LOCK=0 %t.O2 && env STM_LONE=0 %t.O2
// RUN: %stm_clangxx -std=c++20 -O2 -DCANCEL %s -o %t.cancel && %t.cancel && env STM_ABORT_EVERY=2 %t.cancel
// RUN: env STM_ABORT_EVERY=3 STM_RETRIES=2 %t.cancel && env STM_LONE=0 STM_LOCK=0 STM_RETRIES=1 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t.O2 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O0
#include "../self_check.h"
#include <condition_variable>
#include <map>
#include <mutex>
#include <stm/stm.hpp>
#include <string>

static std::mutex m, m2;
static std::recursive_mutex rm;
static long a, b; // equal under m
static long under2;
static std::map<int, std::string> table;

static void elided() {
  [[stm::atomic]] std::lock_guard<std::mutex> guard(m);
  CHECK(a == b);
  ++a;
  delay(10);
  ++b;
}

static void real() {
  std::lock_guard<std::mutex> guard(m);
  CHECK(a == b);
  ++a;
  delay(10);
  ++b;
}

// For real, and a region inside: the order of locks that must not deadlock.
static void realWithRegion() {
  std::lock_guard<std::mutex> guard(m);
  ++a;
  [[stm::atomic]] { ++under2; }
  ++b;
}

static long unique(bool early) {
  [[stm::atomic]] std::unique_lock<std::mutex> guard(m);
  CHECK(a == b);
  ++a, ++b;
  if (early)
    return a; // The value is computed under the lock.
  guard.unlock();
  guard.lock();
  CHECK(a == b && guard.owns_lock());
  ++a, ++b;
  return a;
}

static void both() {
  [[stm::atomic]] std::scoped_lock guard(m, m2);
  CHECK(a == b);
  ++a, ++b, ++under2;
}

static void nested() {
  [[stm::atomic]] std::lock_guard<std::mutex> outer(m2);
  ++under2;
  elided();
  {
    [[stm::atomic]] std::lock_guard inner(m);
    CHECK(a == b);
    ++a, ++b;
  }
}

static void recursive(int depth) {
  [[stm::atomic]] std::lock_guard guard(rm);
  ++under2;
  if (depth)
    recursive(depth - 1);
}

static void printing() {
  [[stm::atomic]] std::lock_guard guard(m);
  CHECK(a == b);
  ++a;
  fputs("", stdout);
  ++b;
}

static bool throwing() {
  try {
    [[stm::atomic]] std::lock_guard guard(m);
    ++a, ++b;
    throw 1;
  } catch (int) {
    return true;
  }
  return false;
}

template <class Mutex> static void generic(Mutex &mutex) {
  [[stm::atomic]] std::lock_guard<Mutex> guard(mutex);
  table[int(a % 100)] += "x";
  ++a, ++b;
}

#ifdef CANCEL // The program's regions run in views only then.
static void cancelled() {
  [[stm::atomic]] std::lock_guard guard(m);
  ++a;
  stm::cancel();
}
#endif

static void mix(int threads) {
  a = b = under2 = 0;
  long *done = new long[size_t(threads)]();
  inParallel(threads, [&](int me) {
    uint32_t random = uint32_t(me) + 77;
    for (int i = 0; i < 300; ++i) {
      long n = 1;
      switch (nextRandom(&random) % 12) {
      case 0: real(); break;
      case 1: realWithRegion(); break;
      case 2: unique(true); break;
      case 3: unique(false), n = 2; break;
      case 4: both(); break;
      case 5: nested(), n = 2; break;
      case 6: recursive(2), n = 0; break;
      case 7: printing(); break;
      case 8: CHECK(throwing()); break;
      case 9: generic(m); break;
#ifdef CANCEL
      case 10: cancelled(), n = 0; break;
#endif
      default: elided();
      }
      done[me] += n;
    }
  });
  long sum = 0;
  for (int i = 0; i < threads; ++i)
    sum += done[i];
  CHECK(a == sum && b == sum);
  CHECK(m.try_lock());
  m.unlock();
  delete[] done;
}

// A queue with a condition variable, as such programs have it.
static std::condition_variable changed;
static int available;

static void conditions() {
  inParallel(4, [](int me) {
    for (int i = 0; i < 100; ++i) {
      if (me % 2) {
        [[stm::atomic]] std::unique_lock guard(m);
        while (available == 0)
          changed.wait(guard);
        --available;
      } else {
        [[stm::atomic]] std::unique_lock guard(m);
        ++available;
        changed.notify_one();
      }
    }
  });
  CHECK(available == 0);
}

int main() {
  mix(1);
  mix(2);
  mix(6);
  conditions();
  mix(4);
}
