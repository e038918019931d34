//===- tx/home_test.cpp - Transactions in memory that has a home ----------------------------------------===//
#include "tx/home.h"

#include "memory/home_pages.h"
#include "memory/commit_log.h"
#include "support/in_views.h"
#include "support/other_thread.h"
#include "support/turns.h"
#include "tx/transaction.h"

#include <sys/wait.h>
#include <thread>

extern "C" void stm_home_range(void *memory, size_t size);
extern "C" void stm_leave_range(void *memory, size_t size);
extern "C" void stm_own_fresh_range(void *memory, size_t size);

using namespace stm;
using namespace stm::test;

namespace {

class Homes : public testing::Test {
protected:
  static constexpr size_t kBytes = kPagesPerChunk * os::kPageSize;
  static void SetUpTestSuite() { runInViews(); }

  long *value_ = allocatePages<long>(kPagesPerChunk);
  OtherThread other_;

  /// The calling thread's view is the memory's home.
  void settle() {
    atomically([&] { stm_home_range(value_, kBytes); });
    ASSERT_TRUE(isAtHome(pageOf(value_)));
  }
  /// Runs f() on the other thread, which must take another view.
  template <class F> void runElsewhere(F f) {
    View &mine = *currentThread().view;
    mine.owner = 9000;
    other_.run(f);
    mine.owner = 0;
  }
  void TearDown() override {
    stm_leave_range(value_, kBytes);
    dropEveryCopy();
    free(value_);
  }
};

TEST_F(Homes, NeedNoLog) {
  settle();
  uint64_t position = commit_log.tail();
  for (long i = 1; i <= 100; ++i)
    atomically([&] {
      stm_own_fresh_range(value_ + 512 * i % 4096, 4096);
      set(value_[i], i);
      set(value_[i - 1], get(value_[i - 1]) + 1);
    });
  EXPECT_EQ(commit_log.tail(), position);
  EXPECT_EQ(value_[100], 100);
  EXPECT_EQ(value_[99], 100);
}

TEST_F(Homes, AreUndoneByAnAbort) {
  settle();
  value_[0] = 1;
  int attempts = 0;
  atomically([&] {
    set(value_[0], get(value_[0]) + 1);
    if (++attempts < 4)
      abortTransaction(currentThread(), kInjected);
  });
  EXPECT_EQ(attempts, 4);
  EXPECT_EQ(value_[0], 2);
}

TEST_F(Homes, AreTakenByTheFirstOtherTransactionThatReads) {
  settle();
  atomically([&] { set(value_[0], 7); });
  long seen = 0;
  uint64_t before = 0, after = 0;
  runElsewhere([&] {
    before = aborts(kHomeTaken);
    atomically([&] { seen = get(value_[0]); });
    after = aborts(kHomeTaken);
  });
  EXPECT_EQ(seen, 7);
  EXPECT_EQ(after, before + 1);
  EXPECT_FALSE(isAtHome(pageOf(value_)));
}

TEST_F(Homes, AreTakenByTheFirstOtherTransactionThatWrites) {
  settle();
  uint64_t before = 0, after = 0;
  runElsewhere([&] {
    before = aborts(kHomeTaken);
    atomically([&] { set(value_[0], 8); });
    after = aborts(kHomeTaken);
  });
  EXPECT_EQ(value_[0], 8);
  EXPECT_EQ(after, before + 1);
}

TEST_F(Homes, ShowOthersNothingOfARunningTransaction) {
  settle();
  Turns turns;
  long seen[2] = {-1, -1};
  std::thread reader([&] {
    turns.await(1);
    // Waits until the writer has ended.
    atomically([&] {
      seen[0] = get(value_[0]);
      seen[1] = get(value_[1]);
    });
    turns.reach(3);
  });
  atomically([&] {
    set(value_[0], 1);
    turns.reach(1);
    for (int i = 0; i < 1000; ++i)
      sched_yield();
    set(value_[1], 1);
  });
  reader.join();
  EXPECT_EQ(seen[0], 1);
  EXPECT_EQ(seen[1], 1);
}

TEST_F(Homes, AreSeenByIrrevocableTransactionsAndOutside) {
  settle();
  atomically([&] { set(value_[0], 5); });
  EXPECT_EQ(value_[0], 5);
  long seen = 0;
  other_.run([&] {
    static const stm_site alone = {__FILE__, "", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};
    atomicallyAt(alone, [&] {
      seen = get(value_[0]);
      set(value_[0], 6);
    });
  });
  EXPECT_EQ(seen, 5);
  long mine = 0;
  atomically([&] { mine = get(value_[0]); });
  EXPECT_EQ(mine, 6);
  EXPECT_TRUE(isAtHome(pageOf(value_)));
}

TEST_F(Homes, TwoThreadsMayWantEachOthers) {
  long *second = allocatePages<long>(kPagesPerChunk);
  settle();
  runElsewhere([&] { atomically([&] { stm_home_range(second, kBytes); }); });
  ASSERT_TRUE(isAtHome(pageOf(second)));
  static Turns turns; // not in the frame, which aborts restore
  std::thread both([&] {
    other_.atomically([&] {
      set(second[0], get(second[0]) + 1);
      turns.reach(1);
      turns.await(2);
      set(value_[0], get(value_[0]) + 1);
    });
  });
  atomically([&] {
    set(value_[0], get(value_[0]) + 1);
    turns.await(1);
    turns.reach(2);
    set(second[0], get(second[0]) + 1);
  });
  both.join();
  EXPECT_EQ(value_[0], 2);
  EXPECT_EQ(second[0], 2);
  stm_leave_range(second, kBytes);
  free(second);
}

TEST_F(Homes, AFaultOfAnotherKindStaysOne) {
  settle();
  EXPECT_EXIT(atomically([&] { *reinterpret_cast<volatile long *>(8) = 1; }), testing::KilledBySignal(SIGSEGV), "");
}

TEST_F(Homes, AChildHasItsOwnCopy) {
  settle();
  atomically([&] { set(value_[0], 3); });
  pid_t child = fork();
  if (child == 0) {
    bool whole = value_[0] == 3 && !isAtHome(pageOf(value_));
    atomically([&] { set(value_[0], 4); });
    _exit(whole && value_[0] == 4 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(value_[0], 3);
  atomically([&] { set(value_[0], get(value_[0]) + 10); });
  EXPECT_EQ(value_[0], 13);
}

} // namespace
