//===- tx/lock_mode_test.cpp - Regions under one lock ------------------------------------------------------===//
#include "tx/lock_mode.h"
#include "tx/transaction.h"

#include "support/fresh_process.h"
#include "support/in_views.h"
#include "support/turns.h"

#include <thread>

using namespace stm;
using namespace stm::test;

namespace {

long counter;

__attribute__((noinline)) uint32_t count() {
  uint32_t mode = __stm_begin(nullptr, __builtin_dwarf_cfa(), nullptr, nullptr);
  set(counter, get(counter) + 1);
  __stm_commit();
  return mode;
}

void startsLocked() {
  count();
  std::thread([] { EXPECT_EQ(count(), uint32_t(STM_MODE_PLAIN)); }).join();
  EXPECT_EQ(timesLocked(), 1u);
  EXPECT_EQ(counter, 2);
}
TEST(LockMode, IsTheFirstThatTwoThreadsTry) { EXPECT_SUCCESS_IN_FRESH_PROCESS(startsLocked); }

void oneAtATime() {
  count();
  std::thread([] { count(); }).join();
  std::atomic<int> inside{0};
  std::thread threads[4];
  for (std::thread &thread : threads)
    thread = std::thread([&] {
      for (int i = 0; i < 200; ++i)
        if (__stm_begin(nullptr, __builtin_dwarf_cfa(), nullptr, nullptr) == STM_MODE_PLAIN) {
          EXPECT_EQ(++inside, 1);
          --inside;
          __stm_commit();
        } else {
          __stm_commit();
        }
    });
  for (std::thread &thread : threads)
    thread.join();
}
TEST(LockMode, OneRegionAtATime) { EXPECT_SUCCESS_IN_FRESH_PROCESS(oneAtATime); }

void modesChange() {
  auto *values = allocatePages<long>(8);
  std::atomic<long> views{0}, plain{0};
  std::thread threads[2];
  // Both modes get their turn in some milliseconds, on a machine that does nothing else.
  auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(600);
  auto limit = end + std::chrono::seconds(60);
  auto isOver = [&] {
    auto now = std::chrono::steady_clock::now();
    return now >= limit || (now >= end && plain > 0 && views > 0);
  };
  for (int t = 0; t < 2; ++t)
    threads[t] = std::thread([&, t] {
      long done = 0;
      while (!isOver()) {
        uint32_t mode = __stm_begin(nullptr, __builtin_dwarf_cfa(), nullptr, nullptr);
        set(values[t * 1024], get(values[t * 1024]) + 1);
        set(values[512], get(values[512]) + 1);
        __stm_commit();
        (mode == STM_MODE_PLAIN ? plain : views) += 1;
        ++done;
      }
      EXPECT_EQ(values[t * 1024], done);
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(values[512], plain + views);
  EXPECT_GT(plain, 0);
  EXPECT_GT(views, 0) << "both are measured";
}
TEST(LockMode, ChangesLoseNothing) { EXPECT_SUCCESS_IN_FRESH_PROCESS(modesChange); }

void nesting() {
  count();
  std::thread([] { count(); }).join();
  atomically([] {
    atomically([] { ++counter; });
    atomically([] { atomically([] { ++counter; }); });
  });
  std::thread([] { count(); }).join();
  EXPECT_EQ(counter, 5);
}
TEST(LockMode, RegionsNest) { EXPECT_SUCCESS_IN_FRESH_PROCESS(nesting); }

void irrevocable() {
  static const stm_reason reason = {"a test", nullptr, 0, 0};
  static const stm_site always = {__FILE__, "irrevocable", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};
  count();
  std::thread([] { count(); }).join();
  atomically([] {
    ++counter;
    __stm_become_irrevocable(&reason);
    ++counter;
  });
  std::thread([] { atomicallyAt(always, [] { ++counter; }); }).join();
  EXPECT_EQ(counter, 5);
}
TEST(LockMode, IrrevocableNeedsNothingMore) { EXPECT_SUCCESS_IN_FRESH_PROCESS(irrevocable); }

void switchedOff() {
  setenv("STM_LOCK", "0", 1);
  readFlags();
  count();
  std::thread([] { EXPECT_EQ(count(), uint32_t(STM_MODE_INSTRUMENTED)); }).join();
  EXPECT_EQ(timesLocked(), 0u);
}
TEST(LockMode, CanBeSwitchedOff) { EXPECT_SUCCESS_IN_FRESH_PROCESS(switchedOff); }

extern "C" void stm_long_regions(); // stm/stm.h is for programs that the plugin compiles

void beginsInViews() {
  stm_long_regions();
  count();
  std::thread([] { EXPECT_EQ(count(), uint32_t(STM_MODE_INSTRUMENTED)); }).join();
  EXPECT_EQ(timesLocked(), 0u);
}
TEST(LockMode, IsNoBeginningForLongRegions) { EXPECT_SUCCESS_IN_FRESH_PROCESS(beginsInViews); }

/// With a lock that whoever comes first takes, a thread that is awake keeps it: the others wake too late each time.
void longRegionsTakeTurns() {
  setenv("STM_SWITCH_EVERY", "1000000000", 1); // in lock mode for good
  readFlags();
  count();
  auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(600);
  std::atomic<uint64_t> turns{0}, regions{0};
  std::atomic<int> last{-1};
  std::thread threads[2];
  for (int t = 0; t < 2; ++t)
    threads[t] = std::thread([&, t] {
      while (std::chrono::steady_clock::now() < end)
        atomically([&] {
          ++regions;
          if (last.exchange(t) != t)
            ++turns;
          uint64_t began = __builtin_ia32_rdtsc();
          while (__builtin_ia32_rdtsc() - began < 2 * RegionSample::kLong)
            ;
        });
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_GT(timesLocked(), 0u);
  EXPECT_LT(regions / turns, 150u) << "a turn is 5 ms, some 40 of these regions";
}
TEST(LockMode, LongRegionsTakeTurns) { EXPECT_SUCCESS_IN_FRESH_PROCESS(longRegionsTakeTurns); }

/// What needs a view ends lock mode, whatever was chosen.
void comesBack() {
  count();
  std::thread([] { count(); }).join();
  ThreadState &self = currentThread();
  takeGate(self);
  releaseHeldGate(self);
  EXPECT_EQ(timesLocked(), 1u);
  auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::thread threads[2];
  for (std::thread &thread : threads)
    thread = std::thread([&] {
      while (timesLocked() == 1 && std::chrono::steady_clock::now() < limit)
        count();
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_GT(timesLocked(), 1u);
}
TEST(LockMode, ComesBackAfterATransactionThatNeedsAView) { EXPECT_SUCCESS_IN_FRESH_PROCESS(comesBack); }

} // namespace
