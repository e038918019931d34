//===- memory/home_pages_test.cpp - Giving and taking homes ---------------------------------------------===//
#include "memory/home_pages.h"

#include "support/fresh_process.h"
#include "support/in_views.h"

#include <unistd.h>

using namespace stm;
using namespace stm::test;

namespace {

/// Chunks that nothing else touches, and two views that no thread owns meanwhile.
class HomePages : public testing::Test {
protected:
  static constexpr unsigned kChunks = 8, kPages = kChunks * kPagesPerChunk;
  uint8_t *memory_ = allocatePages<uint8_t>(kPages);
  Page first_ = pageOf(memory_);
  View &a_ = views[0], &b_ = views[1];

  static void SetUpTestSuite() { runInViews(); }
  void SetUp() override {
    // Both in use from here on.
    View *taken[2] = {takeView(nullptr, 9100), takeView(nullptr, 9101)};
    for (View *view : taken)
      returnView(view);
    a_.owner = 9000, b_.owner = 9001;
  }
  void TearDown() override {
    endHomes(first_, first_ + kPages);
    for (unsigned i = 0; i < kChunks; ++i)
      EXPECT_TRUE(isShared(i));
    dropCopies(a_);
    dropCopies(b_);
    a_.owner = b_.owner = 0;
    free(memory_);
  }

  Page chunk(unsigned i) const { return first_ + i * kPagesPerChunk; }
  uint8_t *at(unsigned chunk, unsigned byte = 0) { return memory_ + chunk * kPagesPerChunk * os::kPageSize + byte; }
  static uint8_t *in(const View &view, uint8_t *p) { return view.at(offsetOf(p)); }
  void give(const View &view, unsigned i) { makeHome(view, chunk(i), chunk(i + 1)); }
  /// Whether the program may read the byte: the kernel says so without a fault.
  static bool isReadable(const uint8_t *p) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    bool readable = write(ends[1], p, 1) == 1;
    close(ends[0]);
    close(ends[1]);
    return readable;
  }
  bool isHome(const View &view, unsigned i) {
    bool all = true;
    for (Page page = chunk(i); page < chunk(i + 1); ++page)
      all &= isAtHome(page) && copiedBits(page) == view.bit() && claimedBits(page) == view.bit();
    return all && isReadable(in(view, at(i))) && !isReadable(in(&view == &a_ ? b_ : a_, at(i)));
  }
  bool isShared(unsigned i) {
    bool none = true;
    for (Page page = chunk(i); page < chunk(i + 1); ++page)
      none &= !isAtHome(page);
    return none && isReadable(in(a_, at(i))) && isReadable(in(b_, at(i)));
  }
};

TEST_F(HomePages, AreWrittenInPlace) {
  *at(0) = 1;
  give(a_, 0);
  EXPECT_TRUE(isHome(a_, 0));
  EXPECT_EQ(*in(a_, at(0)), 1);
  *in(a_, at(0)) = 2;
  EXPECT_EQ(*at(0), 2);
  *at(0, 5000) = 3;
  EXPECT_EQ(*in(a_, at(0, 5000)), 3);
  EXPECT_TRUE(isHomeOfAnother(b_, chunk(0)));
  EXPECT_FALSE(isHomeOfAnother(a_, chunk(0)));
}

TEST_F(HomePages, AreWholeChunks) {
  makeHome(a_, chunk(0) + 1, chunk(2) + 3);
  EXPECT_TRUE(isShared(0));
  EXPECT_TRUE(isHome(a_, 1));
  EXPECT_TRUE(isShared(2));
  makeHome(a_, chunk(3) + 1, chunk(3) + 2);
  EXPECT_TRUE(isShared(3));
}

TEST_F(HomePages, AreNotMadeWhereAViewHasCopies) {
  acquireCopy(b_, chunk(0) + 5);
  give(a_, 0);
  EXPECT_FALSE(isAtHome(chunk(0)));
  give(b_, 0);
  EXPECT_FALSE(isAtHome(chunk(0)));
  dropCopies(b_);
  // Its neighbours stay protected until they are written; at home they are not.
  give(a_, 0);
  EXPECT_TRUE(isHome(a_, 0));
  *at(0) = 4;
  EXPECT_TRUE(isHome(a_, 0));
}

TEST_F(HomePages, GiveNoCopiesToOthers) {
  give(a_, 0);
  EXPECT_EQ(acquireCopy(b_, chunk(0) + 1), kHomeElsewhere);
  EXPECT_EQ(acquireCopy(a_, chunk(0) + 1), 0u);
  EXPECT_TRUE(isHome(a_, 0));
}

TEST_F(HomePages, MoveToWhoeverUsesTheMemoryNext) {
  give(a_, 0);
  *in(a_, at(0)) = 1;
  give(b_, 0);
  EXPECT_TRUE(isHome(a_, 0)) << "somebody owns the view, and may be about to use the memory";
  a_.owner = 0;
  give(b_, 0);
  a_.owner = 9000;
  EXPECT_TRUE(isHome(b_, 0));
  *in(b_, at(0)) += 1;
  EXPECT_EQ(*at(0), 2);
}

TEST_F(HomePages, AreSharedOnceTheyWereTaken) {
  give(a_, 0);
  give(a_, 7);
  *in(a_, at(0)) = 1;
  takeHome(chunk(0) + 3);
  EXPECT_TRUE(isShared(0));
  EXPECT_TRUE(isHome(a_, 7)) << "far away";
  EXPECT_EQ(*in(b_, at(0)), 1);
  // Copies are copies again.
  acquireCopy(a_, chunk(0));
  *in(a_, at(0)) = 2;
  EXPECT_EQ(*at(0), 1);
  EXPECT_EQ(*in(b_, at(0)), 1);
  takeHome(chunk(0)); // taken already
}

TEST_F(HomePages, BecomeSeldomWhereOthersTakeThem) {
  uint64_t made = home_counts.made;
  for (int i = 0; i < 400; ++i) {
    give(a_, 0);
    if (isAtHome(chunk(0)))
      takeHome(chunk(0));
  }
  EXPECT_LT(home_counts.made - made, 30u);
  // And come back where nobody does.
  for (int i = 0; i < 5000; ++i) {
    give(a_, 1);
    endHomes(chunk(1), chunk(2));
  }
  give(a_, 1);
  EXPECT_TRUE(isHome(a_, 1));
}

TEST_F(HomePages, AreClosedToViewsThatComeLater) {
  give(a_, 0);
  unsigned used = usedViews();
  ASSERT_LT(used, flags.views);
  for (unsigned i = 2; i < used; ++i)
    views[i].owner = 9200;
  View *next = takeView(nullptr, 9102);
  EXPECT_EQ(next->index, used);
  EXPECT_FALSE(isReadable(in(*next, at(0))));
  endHomes(chunk(0), chunk(1));
  EXPECT_TRUE(isReadable(in(*next, at(0))));
  returnView(next);
  for (unsigned i = 2; i < used; ++i)
    views[i].owner = 0;
}

TEST_F(HomePages, OfOtherMemoryDoNotExist) {
  static uint8_t in_the_executable[4 << 16];
  makeHome(a_, pageOf(in_the_executable), pageOf(in_the_executable) + 4 * kPagesPerChunk);
  for (unsigned i = 0; i < 4 * kPagesPerChunk; ++i)
    EXPECT_FALSE(isAtHome(pageOf(in_the_executable) + i));
}

} // namespace
