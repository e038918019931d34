//===- entry/malloc_test.cpp - Allocation inside transactions ------------------------------------------===//
#include "support/in_views.h"
#include "support/other_thread.h"

#include <malloc.h>

using namespace stm;
using namespace stm::test;

extern "C" void *__stm_memset(void *, int, size_t);

namespace {

class MallocInside : public testing::Test {
protected:
  long *key_ = allocatePages<long>(2);
  OtherThread other_;
  static void SetUpTestSuite() { runInViews(); }
  void TearDown() override { free(key_); }
  /// Dooms the running transaction, which has read *key_.
  void disturb() {
    other_.atomically([this] { set(*key_, get(*key_) + 1); });
  }
};

TEST_F(MallocInside, ABlockIsPublishedWithItsContents) {
  long *block;
  atomically([&] {
    block = static_cast<long *>(malloc(10 * sizeof(long)));
    for (long i = 0; i < 10; ++i)
      set(block[i], i * i);
  });
  for (long i = 0; i < 10; ++i)
    EXPECT_EQ(block[i], i * i);
  free(block);
}

TEST_F(MallocInside, BlocksLieOnGranulesOfTheirOwn) {
  char *blocks[20];
  atomically([&] {
    for (char *&block : blocks)
      block = static_cast<char *>(malloc(1));
  });
  for (char *block : blocks) {
    EXPECT_EQ(reinterpret_cast<uint64_t>(block) % STM_GRANULE_SIZE, 0u);
    free(block);
  }
}

TEST_F(MallocInside, StoresToANewBlockNeedNoUndo) {
  size_t undone;
  long *block;
  atomically([&] {
    block = static_cast<long *>(malloc(64));
    set(block[0], 1);
    set(block[7], 1);
    undone = currentThread().undo.size();
  });
  EXPECT_EQ(undone, 0u);
  free(block);
}

TEST_F(MallocInside, CallocIsZero) {
  for (int round = 0; round < 20; ++round) {
    void *used = malloc(500);
    memset(used, 0xff, 500);
    free(used);
    uint8_t *block;
    bool zero;
    atomically([&] {
      block = static_cast<uint8_t *>(calloc(100, 5));
      zero = true;
      for (int i = 0; i < 500; ++i)
        zero &= get(block[i]) == 0;
    });
    EXPECT_TRUE(zero);
    for (int i = 0; i < 500; ++i)
      ASSERT_EQ(block[i], 0);
    free(block);
  }
}

TEST_F(MallocInside, ReallocKeepsTheContents) {
  auto *old = static_cast<long *>(malloc(4 * sizeof(long)));
  for (long i = 0; i < 4; ++i)
    old[i] = i;
  long *block;
  bool same = true;
  atomically([&] {
    set(old[2], 20);
    block = static_cast<long *>(realloc(old, 4000));
    for (long i = 0; i < 4; ++i)
      same &= get(block[i]) == (i == 2 ? 20 : i);
  });
  EXPECT_TRUE(same);
  EXPECT_EQ(block[2], 20);
  EXPECT_EQ(block[3], 3);
  free(block);
}

TEST_F(MallocInside, ReallocOfAnAbortedAttemptIsUndone) {
  auto *old = static_cast<long *>(malloc(sizeof(long)));
  *old = 5;
  long *block;
  int attempts = 0;
  atomically([&] {
    get(*key_);
    set(key_[512], 1);
    block = static_cast<long *>(realloc(old, 4000));
    set(*block, get(*block) + 1);
    if (++attempts == 1)
      disturb();
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(*block, 6);
  free(block);
}

TEST_F(MallocInside, AFreedBlockCanStillBeReadUntilTheEnd) {
  auto *block = static_cast<long *>(malloc(sizeof(long)));
  *block = 42;
  long seen;
  atomically([&] {
    free(block);
    void *others[50];
    for (void *&other : others)
      other = malloc(sizeof(long));
    seen = get(*block);
    for (void *other : others)
      free(other);
  });
  EXPECT_EQ(seen, 42);
}

TEST_F(MallocInside, AllocatedAndFreedInOne) {
  size_t before = currentThread().limbo.size();
  atomically([] {
    for (int i = 0; i < 10; ++i) {
      auto *block = static_cast<long *>(malloc(100));
      set(*block, i);
      free(block);
    }
  });
  EXPECT_LE(currentThread().limbo.size(), before + 10);
}

TEST_F(MallocInside, AlignmentsAreKept) {
  void *blocks[3];
  int error;
  atomically([&] {
    blocks[0] = aligned_alloc(256, 512);
    error = posix_memalign(&blocks[1], 4096, 100);
    blocks[2] = memalign(64, 10);
  });
  EXPECT_EQ(error, 0);
  EXPECT_EQ(reinterpret_cast<uint64_t>(blocks[0]) % 256, 0u);
  EXPECT_EQ(reinterpret_cast<uint64_t>(blocks[1]) % 4096, 0u);
  EXPECT_EQ(reinterpret_cast<uint64_t>(blocks[2]) % 64, 0u);
  for (void *block : blocks)
    free(block);
}

TEST_F(MallocInside, LargeBlocks) {
  constexpr size_t kSize = 20 << 20;
  uint8_t *block;
  atomically([&] {
    block = static_cast<uint8_t *>(malloc(kSize));
    __stm_memset(block, 7, kSize);
  });
  for (size_t i = 0; i < kSize; i += 999)
    ASSERT_EQ(block[i], 7);
  free(block);
}

TEST_F(MallocInside, FailureIsNullInsideToo) {
  void *block;
  atomically([&] { block = malloc(size_t(1) << 45); });
  EXPECT_EQ(block, nullptr);
}

TEST_F(MallocInside, ABlockWrittenOutsideAfterwardsIsSeenInside) {
  auto **slot = reinterpret_cast<long **>(key_ + 100);
  atomically([&] { set(*slot, static_cast<long *>(malloc(sizeof(long)))); });
  for (long i = 1; i < 100; ++i) {
    *const_cast<volatile long *>(*slot) = i;
    long seen;
    other_.atomically([&] { seen = get(*get(*slot)); });
    ASSERT_EQ(seen, i);
  }
  free(*slot);
}

/// What is written outside and undone outside leaves no trace in a view that copied the page in between.
TEST_F(MallocInside, AValueThatCameAndWentIsGone) {
  auto *outside = const_cast<volatile long *>(key_ + 256);
  auto writeNear = [this] { set(key_[0], get(key_[0]) + 1); };
  other_.atomically(writeNear); // another view holds the page,
  *outside = 1;                 // so this makes it hot
  atomically([] {});            // and the log knows
  *outside = 2;                 // this it does not
  long seen;
  atomically([&] {
    *outside = 3;
    writeNear(); // this view copies the page
    *outside = 1;
  });
  atomically([&] { seen = get(key_[256]); });
  EXPECT_EQ(seen, 1);
}

} // namespace
