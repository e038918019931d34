//===- memory/hot_pages_test.cpp - Writes from outside reach the log ------------------------------------===//
#include "memory/hot_pages.h"

#include "memory/commit_log.h"
#include "memory/pages.h"
#include "support/in_views.h"
#include "support/turns.h"
#include "tx/exclusive.h"

#include <thread>

using namespace stm;
using namespace stm::test;

namespace {

class HotPages : public testing::Test {
protected:
  uint8_t *memory_ = allocatePages<uint8_t>(kPagesPerChunk);
  Page page_ = pageOf(memory_);
  View &view_ = views[5];

  static void SetUpTestSuite() { runInViews(); }
  void SetUp() override {
    view_.owner = 9000;
    reset();
  }
  void TearDown() override {
    reset();
    view_.owner = 0;
    free(memory_);
  }
  /// Those of views that were never taken, too.
  static void reset() {
    for (View &view : views)
      if (view.read_marks)
        dropCopies(view);
    dropEveryCopy();
  }
  static void publish() {
    LockGuard guard(commitLock());
    publishHotPages();
  }
  PageState state() { return PageState(pages.state[page_].load()); }
};

TEST_F(HotPages, AnUnchangedPageIsNotReported) {
  acquireCopy(view_, page_);
  memory_[0] = 1;
  publish();
  EXPECT_EQ(state(), kPageHot);
  EXPECT_FALSE(anyHotPageChanged());
}

TEST_F(HotPages, AChangeIsLoggedByteForByte) {
  acquireCopy(view_, page_);
  uint64_t tail = commit_log.tail();
  memory_[35] = 7;
  memory_[38] = 8;
  EXPECT_TRUE(anyHotPageChanged());
  publish();
  ASSERT_EQ(commit_log.tail(), tail + 1);
  const LogEntry &entry = commit_log.at(tail);
  EXPECT_EQ(entry.granule, granuleOf(memory_ + 32));
  EXPECT_EQ(entry.mask, 1u << 3 | 1u << 6);
  EXPECT_EQ(uint8_t(entry.bytes.half[0] >> 24), 7);
  EXPECT_EQ(*twinOf(offsetOf(memory_ + 35)), 7);
  EXPECT_FALSE(anyHotPageChanged());
}

TEST_F(HotPages, EachChangedGranuleIsAnEntry) {
  acquireCopy(view_, page_);
  uint64_t tail = commit_log.tail();
  for (unsigned i = 0; i < os::kPageSize; i += STM_GRANULE_SIZE)
    memory_[i] = 1;
  publish();
  EXPECT_EQ(commit_log.tail(), tail + kGranulesPerPage);
}

TEST_F(HotPages, ManyPagesArePublishedInOneGo) {
  for (unsigned i = 0; i < kPagesPerChunk; ++i) {
    acquireCopy(view_, page_ + i);
    memory_[i * os::kPageSize + i] = uint8_t(i + 1);
  }
  EXPECT_EQ(hotPages(), kPagesPerChunk);
  uint64_t tail = commit_log.tail();
  publish();
  EXPECT_EQ(commit_log.tail(), tail + kPagesPerChunk);
}

TEST_F(HotPages, APageThatNobodyHoldsAnyMoreBecomesOpen) {
  acquireCopy(view_, page_);
  memory_[0] = 1;
  dropCopies(view_);
  publish();
  EXPECT_EQ(state(), kPageOpenAlone);
  EXPECT_EQ(hotPages(), 0u);
}

TEST_F(HotPages, AQuietPageCoolsDown) {
  acquireCopy(view_, page_);
  memory_[0] = 1;
  publish();
  unsigned begins = 0;
  while (!anyHotPageChanged() && begins < 100000)
    ++begins;
  EXPECT_GT(begins, 100u) << "not at once";
  publish();
  EXPECT_EQ(state(), kPageProtected);
  EXPECT_EQ(hotPages(), 0u);
  memory_[1] = 1;
  EXPECT_EQ(state(), kPageHot) << "and is noticed again";
  EXPECT_TRUE(anyHotPageChanged());
}

TEST_F(HotPages, ABusyPageStaysHot) {
  acquireCopy(view_, page_);
  for (unsigned i = 0; i < 10000; ++i) {
    memory_[0] = uint8_t(i + 1);
    ASSERT_TRUE(anyHotPageChanged());
    publish();
    ASSERT_EQ(state(), kPageHot);
  }
}

TEST_F(HotPages, ATransactionSeesWhatWasWrittenOutsideBeforeItBegan) {
  auto *value = reinterpret_cast<uint32_t *>(memory_);
  for (uint32_t i = 1; i < 2000; ++i) {
    atomically([=] { set(value[1], i); }); // this thread's view holds the page from here on
    *const_cast<volatile uint32_t *>(value) = i;
    uint32_t seen;
    atomically([&] { seen = get(value[0]) + get(value[1]); });
    ASSERT_EQ(seen, 2 * i);
  }
}

TEST_F(HotPages, ACommitKeepsTheTwinUpToDate) {
  auto *value = reinterpret_cast<uint32_t *>(memory_);
  atomically([=] { set(value[0], 1); });
  value[8] = 1; // hot
  publish();
  ASSERT_EQ(state(), kPageHot);
  uint64_t tail = commit_log.tail();
  atomically([=] { set(value[0], 2); });
  EXPECT_EQ(commit_log.tail(), tail + 1) << "the commit's own entry and no echo of it";
  EXPECT_FALSE(anyHotPageChanged());
}

/// Whoever finds nothing to publish goes on with the log as it is: what another thread has found must be in it by then.
TEST_F(HotPages, NothingIsLeftToPublishOnlyWhenTheLogHasIt) {
  constexpr uint64_t kRounds = 200000;
  auto *value = reinterpret_cast<volatile uint64_t *>(memory_);
  acquireCopy(view_, page_);
  *value = 0;
  memory_[16] = 1; // hot
  publish();
  uint64_t start = commit_log.tail();
  std::atomic<uint64_t> written{0};
  std::thread publisher([&] {
    for (uint64_t i = 1; i <= kRounds; ++i) {
      *value = i; // one entry
      written.store(i, std::memory_order_release);
      publish();
    }
  });
  uint64_t missing = 0, before;
  do {
    before = written.load(std::memory_order_acquire);
    if (!anyHotPageChanged() && commit_log.tail() - start < before)
      ++missing;
  } while (before < kRounds);
  publisher.join();
  EXPECT_EQ(missing, 0u);
}

/// A write from outside to another byte of a granule that a running transaction read makes it start again: conflicts are
/// found by granule.
TEST_F(HotPages, ANeighbourFromOutsideCostsOneRestart) {
  auto *value = reinterpret_cast<uint32_t *>(memory_);
  atomically([=] { set(value[4], 1); });
  Turns turns;
  int attempts = 0;
  std::thread outside([&] {
    turns.await(1);
    *const_cast<volatile uint32_t *>(&value[1]) = 5;
    turns.reach(2);
  });
  atomically([&] {
    ++attempts;
    set(value[0], get(value[0]) + 1);
    turns.reach(1);
    turns.await(2);
  });
  outside.join();
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(value[0], 1u);
  EXPECT_EQ(value[1], 5u);
}

} // namespace
