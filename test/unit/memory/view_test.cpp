//===- memory/view_test.cpp - The pool of views, and the marks' stamps ----------------------------------===//
#include "memory/view.h"

#include "support/in_views.h"

#include <thread>
#include <vector>

using namespace stm;
using namespace stm::test;

namespace {

class Views : public testing::Test {
protected:
  static void SetUpTestSuite() { runInViews(); }
};

TEST_F(Views, EachShowsTheWindowAtItsOwnPlace) {
  auto *value = allocatePages<volatile long>(1);
  *value = 42;
  for (unsigned i = 0; i < flags.views; ++i) {
    EXPECT_EQ(views[i].index, i);
    EXPECT_EQ(views[i].offset, int64_t((i + 1) * kMappingStride));
    EXPECT_EQ(views[i].bit(), 1u << i);
    EXPECT_EQ(*reinterpret_cast<long *>(views[i].at(offsetOf(value))), 42);
  }
  free(const_cast<long *>(value));
}

TEST_F(Views, ConstantsOfTheProgramAreShown) {
  static const char text[] = "constant";
  uint64_t offset = reinterpret_cast<uint64_t>(text) - layout.base;
  for (unsigned i = 0; i < flags.views; ++i)
    EXPECT_STREQ(reinterpret_cast<char *>(views[i].at(offset)), "constant");
}

TEST_F(Views, TheLastViewIsTakenAgain) {
  View *first = takeView(nullptr, 1000), *second = takeView(nullptr, 1001);
  EXPECT_NE(first, second);
  EXPECT_EQ(first->owner, 1000u);
  returnView(second);
  EXPECT_EQ(takeView(second, 1002), second);
  View *third = takeView(second, 1003);
  EXPECT_NE(third, second) << "somebody has it";
  for (View *view : {first, second, third})
    returnView(view);
  EXPECT_EQ(first->owner, 0u);
  EXPECT_LE(usedViews(), flags.views);
}

TEST_F(Views, WhoFindsNoneWaits) {
  std::vector<View *> taken;
  for (unsigned i = 0; i < flags.views; ++i)
    taken.push_back(takeView(nullptr, 2000 + i));
  std::atomic<View *> got{nullptr};
  std::thread waiting([&] { got = takeView(nullptr, 3000); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(got, nullptr);
  returnView(taken[2]);
  waiting.join();
  EXPECT_EQ(got, taken[2]);
  for (View *view : taken)
    returnView(view);
}

TEST_F(Views, ANewStampIsOnNoMark) {
  View &view = views[0];
  auto *block = static_cast<char *>(malloc(64 << 20));
  // All marks of some huge pages, of one page of another, and of addresses that the heap does not have yet.
  std::vector<Granule> granules = {12345, granuleOf(STM_WINDOW_SIZE - 1)};
  for (uint64_t at = 0; at < 40 << 20; at += STM_GRANULE_SIZE)
    granules.push_back(granuleOf(reinterpret_cast<uint64_t>(block) + at - layout.base));
  // All the way round, on small pages and on huge ones.
  for (unsigned round = 0; round < 3; ++round) {
    view.newStamp();
    uint16_t old = view.stamp;
    for (Granule granule : granules)
      view.read_marks[granule] = view.write_marks[granule] = old;
    for (unsigned i = 0; i < 70000; ++i) {
      view.newStamp();
      ASSERT_NE(view.stamp, 0u) << "0 means unmarked";
      if (view.stamp == old)
        for (Granule granule : granules)
          ASSERT_TRUE(view.read_marks[granule] != old && view.write_marks[granule] != old) << "round " << round << ", granule " << granule;
    }
  }
  free(block);
}

TEST_F(Views, SeventyThousandTransactionsSeeEachOther) {
  auto *counter = allocatePages<long>(1);
  uint64_t conflicts = aborts(kConflict);
  for (long i = 0; i < 70000; ++i)
    atomically([=] { set(*counter, get(*counter) + 1); });
  EXPECT_EQ(*counter, 70000);
  EXPECT_EQ(aborts(kConflict), conflicts) << "alone, nothing conflicts";
  free(counter);
}

/// Conflicts are still found in the transactions around the wrap.
TEST_F(Views, ConflictsAreFoundAcrossTheWrap) {
  auto *counters = allocatePages<long>(2);
  long *shared = counters, *own = counters + 512;
  std::thread threads[2];
  for (int t = 0; t < 2; ++t)
    threads[t] = std::thread([=] {
      for (long i = 0; i < 70000; ++i)
        atomically([=] {
          if (i % 16 == 0)
            set(*shared, get(*shared) + 1);
          set(own[t * 8], get(own[t * 8]) + 1);
        });
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(*shared, 2 * 70000 / 16);
  EXPECT_EQ(own[0], 70000);
  EXPECT_EQ(own[8], 70000);
  free(counters);
}

} // namespace
