//===- memory/pages_test.cpp - States and holders of pages --------------------------------------------===//
#include "memory/pages.h"

#include "memory/hot_pages.h"
#include "support/in_views.h"
#include "tx/exclusive.h"
#include "memory/commit_log.h"

#include <thread>
#include <sys/mman.h>

using namespace stm;
using namespace stm::test;

namespace {

/// A chunk of pages that no other test and no other block touches, and two views that no thread owns meanwhile.
class Pages : public testing::Test {
protected:
  static constexpr unsigned kPages = kPagesPerChunk * 2;
  uint8_t *memory_ = allocatePages<uint8_t>(kPages);
  Page first_ = pageOf(memory_);
  View &a_ = views[5], &b_ = views[6];

  static void SetUpTestSuite() { runInViews(); }
  void SetUp() override {
    // Other tests' pages are none of this test's business.
    a_.owner = 9000, b_.owner = 9001;
    bringIntoUse();
    dropEveryCopy();
  }
  void TearDown() override {
    dropEveryCopy();
    checkInvariants();
    a_.owner = b_.owner = 0;
    free(memory_);
  }
  /// Views that take part in dropAllCopies are those that were ever taken.
  static void bringIntoUse() {
    while (usedViews() < 8) {
      View *taken[8] = {};
      for (unsigned i = 0; i < 6; ++i)
        taken[i] = takeView(nullptr, 9100 + i);
      for (unsigned i = 0; i < 6; ++i)
        returnView(taken[i]);
    }
  }

  uint8_t *at(unsigned page) { return memory_ + page * os::kPageSize; }
  PageState state(unsigned page) { return PageState(pages.state[first_ + page].load()); }
  static uint8_t *in(const View &view, uint8_t *p) { return view.at(offsetOf(p)); }

  void checkInvariants() {
    for (Page page = first_; page < first_ + kPages; ++page) {
      uint32_t holders = pages.holders[page], copied = holders >> 16, claimed = holders & 0xffff;
      EXPECT_EQ(copied & ~claimed, 0u) << "P1";
      if (claimed) {
        EXPECT_GT(pages.state[page], kPageOpenAlone) << "P2";
      }
      for (unsigned i = 0; i < flags.views; ++i)
        if (!(copied >> i & 1)) {
          uint64_t offset = uint64_t(page) << kPageShift;
          EXPECT_EQ(memcmp(views[i].at(offset), layout.writer(offset), os::kPageSize), 0) << "P3";
        }
    }
  }
};

TEST_F(Pages, StartOpen) {
  for (unsigned i = 0; i < kPages; ++i)
    EXPECT_LE(state(i), kPageOpenAlone);
  checkInvariants();
}

TEST_F(Pages, AViewWithoutACopyShowsCanonicalMemory) {
  *at(3) = 7;
  EXPECT_EQ(*in(a_, at(3)), 7);
  *at(3) = 8;
  EXPECT_EQ(*in(a_, at(3)), 8);
}

TEST_F(Pages, ACopyKeepsTheMomentItWasMade) {
  *at(3) = 7;
  acquireCopy(a_, first_ + 3);
  EXPECT_TRUE(hasCopy(a_, first_ + 3));
  EXPECT_FALSE(hasCopy(b_, first_ + 3));
  EXPECT_EQ(copiedBits(first_ + 3), a_.bit());
  *layout.writer(offsetOf(at(3))) = 8;
  EXPECT_EQ(*in(a_, at(3)), 7);
  EXPECT_EQ(*in(b_, at(3)), 8);
  EXPECT_EQ(*at(3), 8);
  checkInvariants();
}

TEST_F(Pages, ACopyProtectsItsChunk) {
  acquireCopy(a_, first_ + 3);
  for (unsigned i = 0; i < kPagesPerChunk; ++i)
    EXPECT_EQ(state(i), kPageProtected) << i;
  EXPECT_LE(state(kPagesPerChunk), kPageOpenAlone) << "the next chunk is left alone";
}

TEST_F(Pages, CopyingTwiceIsCopyingOnce) {
  uint64_t before = page_counts.copied;
  acquireCopy(a_, first_);
  acquireCopy(a_, first_);
  EXPECT_EQ(page_counts.copied - before, 1u);
  acquireCopy(b_, first_);
  EXPECT_EQ(page_counts.copied - before, 2u);
}

TEST_F(Pages, TheSecondCopyInAChunkTakesItsNeighboursAlong) {
  acquireCopy(a_, first_ + 3);
  *in(a_, at(3)) = 9;
  EXPECT_FALSE(hasCopy(a_, first_ + 4)) << "the first may stay the only one";
  acquireCopy(a_, first_ + 8);
  for (unsigned i = 0; i < kPagesPerChunk; ++i)
    EXPECT_EQ(hasCopy(a_, first_ + i), i >= 3) << "up to the next copy: " << i;
  EXPECT_FALSE(hasCopy(a_, first_ + kPagesPerChunk)) << "the next chunk is left alone";
  EXPECT_FALSE(hasCopy(b_, first_ + 8));
  EXPECT_EQ(*in(a_, at(3)), 9) << "what is written in a copy stays";
  checkInvariants();
}

TEST_F(Pages, HotNeighboursAndThoseOpenedAloneStayShared) {
  acquireCopy(a_, first_ + 2);
  *at(2) = 5; // hot
  *at(4) = 6; // open alone
  acquireCopy(b_, first_ + 9);
  acquireCopy(b_, first_ + 6);
  for (unsigned i = 0; i < kPagesPerChunk; ++i)
    EXPECT_EQ(hasCopy(b_, first_ + i), i >= 5 && i <= 9) << i;
  EXPECT_EQ(state(4), kPageOpenAlone);
  checkInvariants();
}

TEST_F(Pages, AViewNotesAllCopiesThatItIsGiven) {
  uint32_t before = b_.given;
  {
    LockGuard guard(commitLock());
    giveCopy(b_, first_ + 1);
    giveCopy(b_, first_ + 2);
    giveCopy(b_, first_ + 2);
  }
  uint32_t copied = 0;
  for (unsigned i = 0; i < kPages; ++i)
    copied += hasCopy(b_, first_ + i);
  EXPECT_GT(copied, 2u);
  EXPECT_EQ(b_.given - before, copied);
  for (uint32_t at = before; at != b_.given; ++at)
    EXPECT_TRUE(hasCopy(b_, b_.given_pages[at % View::kGivenPages]));
}

TEST_F(Pages, CopyingChangesNoByte) {
  for (unsigned i = 0; i < os::kPageSize; ++i)
    at(4)[i] = uint8_t(i * 7);
  acquireCopy(a_, first_ + 4);
  for (unsigned i = 0; i < os::kPageSize; ++i)
    ASSERT_EQ(in(a_, at(4))[i], uint8_t(i * 7));
}

TEST_F(Pages, AnOutsideWriteToACopiedPageMakesItHot) {
  acquireCopy(a_, first_ + 2);
  *at(2) = 5;
  EXPECT_EQ(*at(2), 5) << "the writer goes on";
  EXPECT_EQ(state(2), kPageHot);
  EXPECT_EQ(*in(a_, at(2)), 0) << "the copy keeps its moment";
  EXPECT_EQ(hotPages(), 1u);
  EXPECT_EQ(*twinOf(offsetOf(at(2))), 0) << "the twin knows what the log knows";
  checkInvariants();
}

TEST_F(Pages, TheFirstOutsideWriteDropsTheCopiesOfIdleViews) {
  acquireCopy(a_, first_ + 21);
  acquireCopy(b_, first_ + 21);
  a_.owner = 0;
  *at(21) = 5;
  EXPECT_FALSE(hasCopy(a_, first_ + 21));
  EXPECT_TRUE(hasCopy(b_, first_ + 21)) << "a transaction runs there";
  EXPECT_EQ(state(21), kPageHot);
  b_.owner = 0;
  dropEveryCopy();
  acquireCopy(b_, first_ + 22);
  *at(22) = 5;
  EXPECT_EQ(copiedBits(first_ + 22), 0u);
  EXPECT_EQ(state(22), kPageOpenAlone);
  EXPECT_EQ(*in(b_, at(22)), 5);
  acquireCopy(b_, first_ + 22);
  *at(22) = 6;
  EXPECT_EQ(state(22), kPageHot) << "again and again: it stays writable";
  EXPECT_EQ(*in(b_, at(22)), 5);
  checkInvariants();
}

TEST_F(Pages, AnOutsideWriteToANeighbourOfACopyOpensItAlone) {
  acquireCopy(a_, first_ + 2);
  *at(3) = 5;
  EXPECT_EQ(state(3), kPageOpenAlone);
  EXPECT_EQ(*in(a_, at(3)), 5);
  EXPECT_EQ(hotPages(), 0u);
}

TEST_F(Pages, APageOpenedAloneIsNotProtectedWithItsChunkAgain) {
  acquireCopy(a_, first_ + 2);
  *at(3) = 5;
  dropEveryCopy();
  acquireCopy(a_, first_ + 4);
  EXPECT_EQ(state(3), kPageOpenAlone);
  acquireCopy(a_, first_ + 3);
  EXPECT_EQ(state(3), kPageProtected) << "but for its own copy it is";
}

TEST_F(Pages, ReadsFromOutsideChangeNothing) {
  acquireCopy(a_, first_ + 2);
  volatile uint8_t *byte = at(2);
  EXPECT_EQ(*byte, 0);
  EXPECT_EQ(state(2), kPageProtected);
}

TEST_F(Pages, DroppedCopiesShowCanonicalMemoryAgain) {
  for (unsigned i : {1, 2, 3, 9, 20}) {
    acquireCopy(a_, first_ + i);
    acquireCopy(b_, first_ + i);
    *layout.writer(offsetOf(at(i))) = uint8_t(i);
  }
  dropCopies(a_);
  for (unsigned i : {1, 2, 3, 9, 20}) {
    EXPECT_FALSE(hasCopy(a_, first_ + i));
    EXPECT_EQ(*in(a_, at(i)), i);
    EXPECT_TRUE(hasCopy(b_, first_ + i));
    EXPECT_EQ(*in(b_, at(i)), 0);
  }
  checkInvariants();
}

TEST_F(Pages, ManyCopiesAreDroppedToo) {
  constexpr unsigned kCopies = 150, kMuch = kCopies * kPagesPerChunk;
  auto *much = allocatePages<uint8_t>(kMuch);
  for (unsigned i = 0; i < kMuch; i += kPagesPerChunk)
    acquireCopy(a_, pageOf(much) + i);
  for (unsigned i = 0; i < kMuch; ++i)
    *layout.writer(offsetOf(much) + i * os::kPageSize) = 1;
  EXPECT_EQ(claimedPages(), kCopies);
  dropCopies(a_);
  EXPECT_EQ(claimedPages(), 0u);
  for (unsigned i = 0; i < kMuch; ++i)
    EXPECT_EQ(*in(a_, much + i * os::kPageSize), 1);
  dropEveryCopy();
  free(much);
}

TEST_F(Pages, DroppingAllLiftsAllProtection) {
  acquireCopy(a_, first_ + 2);
  acquireCopy(b_, first_ + 20);
  *at(2) = 1; // hot
  *at(3) = 1; // open alone
  dropEveryCopy();
  EXPECT_EQ(claimedPages(), 0u);
  EXPECT_EQ(hotPages(), 0u);
  uint64_t noticed = page_counts.outside_writes;
  for (unsigned i = 0; i < kPages; ++i) {
    EXPECT_LE(state(i), kPageOpenAlone);
    *at(i) = 9;
  }
  EXPECT_EQ(page_counts.outside_writes, noticed) << "no write is noticed any more";
  EXPECT_EQ(*in(a_, at(2)), 9);
  EXPECT_EQ(*in(b_, at(20)), 9);
}

TEST_F(Pages, RangeOpenSeesProtectionAnywhere) {
  uint64_t offset = offsetOf(memory_);
  EXPECT_TRUE(isRangeOpen(offset, kPages * os::kPageSize));
  acquireCopy(a_, first_ + kPagesPerChunk);
  EXPECT_FALSE(isRangeOpen(offset, kPages * os::kPageSize));
  EXPECT_TRUE(isRangeOpen(offset, kPagesPerChunk * os::kPageSize));
  EXPECT_FALSE(isRangeOpen(offset, kPagesPerChunk * os::kPageSize + 1));
}

TEST_F(Pages, OwnerAndCommitterCopyingAtOnceMakeOneCopy) {
  for (unsigned round = 0; round < 300; ++round) {
    std::atomic<int> ready{0};
    auto copy = [&] {
      ++ready;
      while (ready < 2)
        __builtin_ia32_pause();
      acquireCopy(a_, first_ + 1);
    };
    *layout.writer(offsetOf(at(1))) = uint8_t(round);
    std::thread other(copy);
    copy();
    other.join();
    ASSERT_EQ(*in(a_, at(1)), uint8_t(round));
    checkInvariants();
    dropCopies(a_);
  }
}

TEST_F(Pages, WritersOfOnePageAllGetThrough) {
  for (unsigned round = 0; round < 100; ++round) {
    acquireCopy(a_, first_ + 6);
    std::thread writers[3];
    for (unsigned t = 0; t < 3; ++t)
      writers[t] = std::thread([=, this] { at(6)[t * 100] = uint8_t(round); });
    for (std::thread &writer : writers)
      writer.join();
    for (unsigned t = 0; t < 3; ++t)
      ASSERT_EQ(at(6)[t * 100], uint8_t(round));
    dropEveryCopy();
  }
}

} // namespace
