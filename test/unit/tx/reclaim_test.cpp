//===- tx/reclaim_test.cpp - When freed blocks come back -----------------------------------------------------===//
#include "tx/reclaim.h"

#include "support/in_views.h"
#include "support/other_thread.h"
#include "support/turns.h"

#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace stm;
using namespace stm::test;

namespace {

constexpr size_t kSize = 200;

class Reclaim : public testing::Test {
protected:
  static void SetUpTestSuite() { runInViews(); }
  /// The pointer through which transactions would find a block.
  void **link_ = allocatePages<void *>(1);
  OtherThread other_;
  /// Neighbours that stay, so that the allocator does not use the memory of a slab for other sizes meanwhile.
  void *neighbours_[1000];
  void SetUp() override {
    *link_ = &link_;
    for (void *&neighbour : neighbours_)
      neighbour = malloc(kSize);
    // Room among them for the blocks of the test.
    for (size_t i = 0; i < 1000; i += 2)
      free(std::exchange(neighbours_[i], nullptr));
  }
  void TearDown() override {
    for (void *neighbour : neighbours_)
      free(neighbour);
    free(link_);
  }

  /// True if the allocator hands out `block` among the next `limit` blocks of its size: sooner or later, if it is free.
  static bool comesBack(void *block, int limit = 200000) {
    std::vector<void *> blocks;
    blocks.reserve(size_t(limit));
    bool found = false;
    for (int i = 0; i < limit && !found; ++i) {
      blocks.push_back(malloc(kSize));
      found = blocks.back() == block;
    }
    for (void *other : blocks)
      free(other);
    return found;
  }
  /// Frees enough other blocks that the limbo is looked through.
  static void stir() {
    for (int i = 0; i < 200; ++i) {
      void *block = malloc(kSize);
      atomically([=] { free(block); });
    }
  }
  /// The same until it is empty: no older transaction runs any more.
  static void stirUntilEmpty() {
    stir();
    for (int i = 0; i < 100000 && !currentThread().limbo.empty(); ++i) {
      void *block = malloc(kSize);
      atomically([=] { free(block); });
    }
    EXPECT_TRUE(currentThread().limbo.empty());
  }
};

TEST_F(Reclaim, ABlockFreedInATransactionComesBack) {
  void *block = malloc(kSize);
  atomically([=] { free(block); });
  stirUntilEmpty();
  EXPECT_TRUE(comesBack(block));
}

TEST_F(Reclaim, NotWhileAnOlderTransactionRuns) {
  auto *block = static_cast<long *>(malloc(kSize));
  *block = 42;
  Turns turns;
  long seen = 0;
  std::thread older([&] {
    atomically([&] {
      turns.reach(1);
      turns.await(2);
      seen = get(*block);
    });
  });
  turns.await(1);
  atomically([=, this] {
    set(*link_, nullptr); // from here on only older transactions can know the block
    free(block);
  });
  stir();
  EXPECT_FALSE(comesBack(block, 2000));
  turns.reach(2);
  older.join();
  EXPECT_EQ(seen, 42);
  stirUntilEmpty();
  EXPECT_TRUE(comesBack(block));
}

TEST_F(Reclaim, NorOneThatWasFreedOutside) {
  auto *block = static_cast<long *>(malloc(kSize));
  Turns turns;
  std::thread older([&] {
    atomically([&] {
      turns.reach(1);
      turns.await(2);
    });
  });
  turns.await(1);
  atomically([this] { set(*link_, nullptr); });
  free(block);
  stir();
  bool early = comesBack(block, 2000);
  turns.reach(2);
  older.join();
  // It was freed after the older one began, at a later log position.
  EXPECT_FALSE(early);
  stirUntilEmpty();
  EXPECT_TRUE(comesBack(block));
}

TEST_F(Reclaim, AYoungerTransactionIsNoObstacle) {
  auto *block = static_cast<long *>(malloc(kSize));
  auto *other = allocatePages<long>(1);
  atomically([=] {
    set(*other, 1);
    free(block);
  });
  Turns turns;
  std::thread younger([&] {
    atomically([&] {
      turns.reach(1);
      turns.await(2);
    });
  });
  turns.await(1);
  stirUntilEmpty();
  EXPECT_TRUE(comesBack(block));
  turns.reach(2);
  younger.join();
  free(other);
}

TEST_F(Reclaim, AFreeInAnAttemptThatAbortsIsForgotten) {
  auto *block = static_cast<long *>(malloc(kSize));
  auto *key = allocatePages<long>(1);
  int attempts = 0;
  atomically([&] {
    get(*key);
    set(key[100], 1);
    if (++attempts == 1) {
      free(block);
      other_.atomically([=] { set(*key, 1); });
    }
  });
  EXPECT_EQ(attempts, 2);
  stir();
  EXPECT_FALSE(comesBack(block, 2000));
  free(block);
  free(key);
}

TEST_F(Reclaim, BlocksOfAnAttemptThatAbortsAreGivenBack) {
  auto *key = allocatePages<long>(1);
  std::set<void *> seen;
  for (int round = 0; round < 300; ++round) {
    int attempts = 0;
    void *block[2] = {};
    atomically([&] {
      get(*key);
      block[attempts] = malloc(1 << 15);
      set(*static_cast<long *>(block[attempts]), 1);
      if (++attempts == 1)
        other_.atomically([=] { set(*key, get(*key) + 1); });
    });
    ASSERT_EQ(attempts, 2);
    seen.insert(block[0]);
    free(block[1]);
  }
  EXPECT_LT(seen.size(), 150u) << "each round would need new memory otherwise";
  free(key);
}

TEST_F(Reclaim, BlocksOfThreadsThatEndedComeBackToo) {
  void *block = malloc(kSize);
  std::thread([=] { atomically([=] { free(block); }); }).join();
  stirUntilEmpty(); // looks through what ended threads left, too
  EXPECT_TRUE(comesBack(block));
}

} // namespace
