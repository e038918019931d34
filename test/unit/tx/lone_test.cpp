//===- tx/lone_test.cpp - One lonely thread ---------------------------------------------------------------===//
#include "tx/lone.h"

#include "support/fresh_process.h"
#include "support/in_views.h"
#include "support/turns.h"

#include <thread>

using namespace stm;
using namespace stm::test;

namespace {

long counter;

void withoutLockMode() {
  setenv("STM_LOCK", "0", 1);
  readFlags();
}

/// A transaction that adds to the counter and tells how it ran.
__attribute__((noinline)) uint32_t count() {
  uint32_t mode = __stm_begin(nullptr, __builtin_dwarf_cfa(), nullptr, nullptr);
  set(counter, get(counter) + 1);
  __stm_commit();
  return mode;
}

void firstThread() {
  withoutLockMode();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(count(), uint32_t(STM_MODE_PLAIN));
  EXPECT_EQ(usedViews(), 0u);
  EXPECT_EQ(timesLonely(), 1u);
  EXPECT_EQ(counter, 5);
}
TEST(Lone, TheFirstThreadIsLonelyAndNeedsNoViews) { EXPECT_SUCCESS_IN_FRESH_PROCESS(firstThread); }

void secondThread() {
  withoutLockMode();
  count();
  std::thread([] { EXPECT_EQ(count(), uint32_t(STM_MODE_INSTRUMENTED)); }).join();
  EXPECT_EQ(count(), uint32_t(STM_MODE_INSTRUMENTED)) << "there are two now";
  EXPECT_EQ(counter, 3);
}
TEST(Lone, ASecondThreadEndsLoneliness) { EXPECT_SUCCESS_IN_FRESH_PROCESS(secondThread); }

void secondThreadWaits() {
  withoutLockMode();
  Turns turns;
  std::atomic<bool> in_region{true};
  std::thread second;
  __stm_begin(nullptr, __builtin_dwarf_cfa(), nullptr, nullptr);
  counter = 1;
  second = std::thread([&] {
    turns.reach(1);
    long seen;
    atomically([&] { seen = get(counter); });
    EXPECT_FALSE(in_region);
    EXPECT_EQ(seen, 2);
  });
  turns.await(1);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  counter = 2;
  in_region = false;
  __stm_commit();
  second.join();
}
TEST(Lone, TheSecondThreadWaitsForTheRegionThatRuns) { EXPECT_SUCCESS_IN_FRESH_PROCESS(secondThreadWaits); }

void nesting() {
  withoutLockMode();
  atomically([] {
    atomically([] { ++counter; });
    atomically([] { atomically([] { ++counter; }); });
  });
  EXPECT_EQ(counter, 2);
  std::thread([] { count(); }).join(); // would wait for ever if an end were missing
  EXPECT_EQ(counter, 3);
}
TEST(Lone, RegionsNest) { EXPECT_SUCCESS_IN_FRESH_PROCESS(nesting); }

void returnsAfterALongSeries() {
  withoutLockMode();
  count();
  std::thread([] { count(); }).join();
  uint32_t mode = STM_MODE_INSTRUMENTED;
  int needed = 0;
  // 60 million cycles at least, which may be half a million empty regions.
  while (mode != STM_MODE_PLAIN && needed < 100000000)
    mode = count(), ++needed;
  EXPECT_EQ(mode, uint32_t(STM_MODE_PLAIN));
  EXPECT_GT(needed, 100);
  EXPECT_EQ(timesLonely(), 2u);
}
TEST(Lone, ComesBackAfterALongTimeAlone) { EXPECT_SUCCESS_IN_FRESH_PROCESS(returnsAfterALongSeries); }

void ownerEnds() {
  withoutLockMode();
  std::thread([] { EXPECT_EQ(count(), uint32_t(STM_MODE_PLAIN)); }).join();
  EXPECT_EQ(count(), uint32_t(STM_MODE_PLAIN)) << "the bias is free again";
  std::thread([] { count(); }).join();
  std::thread([] { count(); }).join();
  EXPECT_EQ(counter, 4);
}
TEST(Lone, TheBiasOfAThreadThatEndsIsFree) { EXPECT_SUCCESS_IN_FRESH_PROCESS(ownerEnds); }

void switchedOff() {
  setenv("STM_LONE", "0", 1);
  withoutLockMode();
  EXPECT_EQ(count(), uint32_t(STM_MODE_INSTRUMENTED));
  EXPECT_EQ(timesLonely(), 0u);
}
TEST(Lone, CanBeSwitchedOff) { EXPECT_SUCCESS_IN_FRESH_PROCESS(switchedOff); }

void manyTransitions() {
  withoutLockMode();
  constexpr int kThreads = 3, kRounds = 400;
  std::atomic<long> expected{0};
  std::thread threads[kThreads];
  // The threads are busy by turns, and quick to think that they are alone.
  for (int t = 0; t < kThreads; ++t)
    threads[t] = std::thread([&, t] {
      for (int round = 0; round < kRounds; ++round) {
        currentThread().sole_interval = 1, currentThread().sole_time = 0;
        for (int i = 0; i < 20; ++i)
          count();
        expected += 20;
        if (round % 5 == t)
          std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(counter, expected);
  EXPECT_GT(timesLonely(), 10u);
}
TEST(Lone, ManyTransitionsLoseNothing) { EXPECT_SUCCESS_IN_FRESH_PROCESS(manyTransitions); }

void copiesAreDropped() {
  withoutLockMode();
  auto *value = allocatePages<long>(1);
  // This view has a copy, then the lonely thread writes canonical memory without a log.
  std::thread([] { count(); }).join();
  for (int round = 0; round < 5; ++round) {
    std::thread([=] { atomically([=] { set(value[0], get(value[0]) + 1); }); }).join();
    atomically([=] { set(value[1], get(value[1]) + 1); });
    while (count() != STM_MODE_PLAIN)
      currentThread().sole_interval = 1, currentThread().sole_time = 0;
    atomically([=] { set(value[0], get(value[0]) + 10); });
    std::thread([=] {
      long seen;
      atomically([&] { seen = get(value[0]); });
      EXPECT_EQ(seen, 11 * (round + 1));
    }).join();
  }
}
TEST(Lone, ViewsShowWhatALonelyThreadWrote) { EXPECT_SUCCESS_IN_FRESH_PROCESS(copiesAreDropped); }

} // namespace
