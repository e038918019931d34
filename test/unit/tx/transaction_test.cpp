//===- tx/transaction_test.cpp - Begin, commit, rollback in views -------------------------------------===//
#include "tx/transaction.h"

#include "memory/commit_log.h"
#include "memory/pages.h"
#include "support/in_views.h"
#include "support/other_thread.h"
#include "support/turns.h"

#include <thread>
#include <vector>

using namespace stm;
using namespace stm::test;

namespace {

class Transactions : public testing::Test {
protected:
  long *value_ = allocatePages<long>(4);
  static constexpr size_t kPage = os::kPageSize / sizeof(long);

  static void SetUpTestSuite() { runInViews(); }
  void TearDown() override { free(value_); }

  OtherThread other_;
  /// A transaction of another thread, between two of the calling thread's steps.
  void changeByAnother(long &value, long to) {
    other_.atomically([&value, to] { set(value, to); });
  }
  /// Log entries since `position` that concern this test's memory.
  size_t entriesSince(uint64_t position) {
    size_t count = 0;
    for (; position < commit_log.tail(); ++position)
      count += stm::pageOf(commit_log.at(position).granule) - stm::test::pageOf(value_) < 4;
    return count;
  }
};

TEST_F(Transactions, ReadTheirOwnWrites) {
  long seen[2];
  atomically([&] {
    set(value_[0], 5);
    seen[0] = get(value_[0]);
    set(value_[0], 6);
    seen[1] = get(value_[0]);
  });
  EXPECT_EQ(seen[0], 5);
  EXPECT_EQ(seen[1], 6);
  EXPECT_EQ(value_[0], 6);
}

TEST_F(Transactions, WritesAppearAtTheCommit) {
  Turns turns;
  std::thread writer([&] {
    atomically([&] {
      set(value_[0], 5);
      turns.reach(1);
      turns.await(2);
    });
  });
  turns.await(1);
  EXPECT_EQ(*const_cast<volatile long *>(value_), 0);
  long seen;
  atomically([&] { seen = get(value_[0]); });
  EXPECT_EQ(seen, 0);
  turns.reach(2);
  writer.join();
  EXPECT_EQ(value_[0], 5);
}

TEST_F(Transactions, AReaderKeepsItsSnapshot) {
  std::vector<long> seen;
  seen.reserve(10);
  int attempts = 0;
  atomically([&] {
    ++attempts;
    seen.clear();
    seen.push_back(get(value_[0]));
    if (attempts == 1)
      changeByAnother(value_[kPage], 7); // a page that nobody has a copy of yet
    seen.push_back(get(value_[kPage]));
  });
  EXPECT_EQ(seen[0], 0);
  EXPECT_TRUE(attempts == 1 ? seen[1] == 0 : seen[1] == 7);
}

TEST_F(Transactions, AConflictStartsTheLaterCommitterAgain) {
  int attempts = 0;
  atomically([&] {
    long before = get(value_[0]);
    if (++attempts == 1)
      changeByAnother(value_[0], 10);
    set(value_[kPage], before + 1);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(value_[kPage], 11);
}

TEST_F(Transactions, BlindWritesOfOneGranuleConflictToo) {
  int attempts = 0;
  atomically([&] {
    set(value_[0], 1);
    if (++attempts == 1)
      changeByAnother(value_[1], 2); // the same granule
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(value_[0], 1);
  EXPECT_EQ(value_[1], 2);
}

TEST_F(Transactions, NeighbouringGranulesDoNotConflict) {
  int attempts = 0;
  atomically([&] {
    set(value_[0], get(value_[1]) + 1);
    if (++attempts == 1)
      changeByAnother(value_[2], 2);
  });
  EXPECT_EQ(attempts, 1);
  EXPECT_EQ(value_[0], 1);
  EXPECT_EQ(value_[2], 2);
}

TEST_F(Transactions, StoresThatChangeNothingConflictWithNobody) {
  value_[0] = 3;
  int attempts = 0;
  atomically([&] {
    set(value_[kPage], get(value_[0]));
    if (++attempts == 1)
      other_.atomically([this] {
        set(value_[0], 4);
        set(value_[0], 3);
      });
  });
  EXPECT_EQ(attempts, 1);
}

TEST_F(Transactions, CommitsOfOthersStayInvisibleUntilTheNextBegin) {
  long first, second;
  int attempts = 0;
  atomically([&] {
    first = get(value_[0]);
    if (++attempts == 1)
      changeByAnother(value_[2 * kPage], 9);
  });
  atomically([&] { second = get(value_[2 * kPage]); });
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 9);
}

TEST_F(Transactions, AnAbortUndoesEveryWrite) {
  for (size_t i = 0; i < 4 * kPage; ++i)
    value_[i] = long(i);
  int attempts = 0;
  bool clean = true;
  atomically([&] {
    long key = get(value_[0]);
    if (++attempts > 1)
      for (size_t i = 1; i < 4 * kPage; ++i)
        clean &= get(value_[i]) == long(i);
    for (size_t i = 1; i < 4 * kPage; i += 3)
      set(value_[i], -1);
    if (attempts == 1)
      changeByAnother(value_[0], 100);
    else
      for (size_t i = 1; i < 4 * kPage; i += 3)
        set(value_[i], key);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_TRUE(clean);
  for (size_t i = 1; i < 4 * kPage; ++i)
    ASSERT_EQ(value_[i], i % 3 == 1 ? 100 : long(i));
}

TEST_F(Transactions, OnlyWrittenBytesAreCommitted) {
  auto *bytes = reinterpret_cast<volatile uint8_t *>(value_);
  Turns turns;
  std::thread outside([&] {
    turns.await(1);
    bytes[1] = 11; // between the transaction's bytes 0 and 2
    turns.reach(2);
  });
  atomically([&] {
    set(const_cast<uint8_t &>(bytes[0]), uint8_t(10));
    set(const_cast<uint8_t &>(bytes[2]), uint8_t(12));
    turns.reach(1);
    turns.await(2);
  });
  outside.join();
  EXPECT_EQ(bytes[0], 10);
  EXPECT_EQ(bytes[1], 11);
  EXPECT_EQ(bytes[2], 12);
  EXPECT_EQ(bytes[3], 0);
}

/// A word goes as a whole, since that is one store; what only may have been stored to goes by the byte.
TEST_F(Transactions, AStoredWordIsCommittedWhole) {
  value_[0] = value_[2] = 0x0101010101010101;
  uint64_t position = commit_log.tail();
  atomically([&] {
    set(value_[0], 0x0101010101010102);
    memset(__stm_write_part(&value_[2], sizeof(long)), 2, 1);
    set(value_[4], value_[4]);
  });
  ASSERT_EQ(commit_log.tail(), position + 2);
  EXPECT_EQ(commit_log.at(position).mask, 0x00ff);
  EXPECT_EQ(commit_log.at(position + 1).mask, 0x0001);
}

TEST_F(Transactions, AnEmptyOneAndAReaderLogNothing) {
  uint64_t tail = commit_log.tail();
  uint64_t read_only = currentThread().counts.read_only;
  atomically([] {});
  atomically([&] { get(value_[0]); });
  EXPECT_EQ(entriesSince(tail), 0u);
  EXPECT_EQ(currentThread().counts.read_only, read_only + 2);
}

TEST_F(Transactions, EachWrittenGranuleIsOneLogEntry) {
  uint64_t tail = commit_log.tail();
  atomically([&] {
    for (int round = 0; round < 3; ++round)
      for (size_t i = 0; i < 20; ++i)
        set(value_[i], long(i) + round + 1);
  });
  EXPECT_EQ(entriesSince(tail), 10u);
}

TEST_F(Transactions, NestedOnesBelongToTheOutermost) {
  Turns turns;
  std::thread writer([&] {
    atomically([&] {
      atomically([&] { set(value_[0], 1); });
      turns.reach(1);
      turns.await(2);
      atomically([&] { atomically([&] { set(value_[1], 2); }); });
    });
  });
  turns.await(1);
  EXPECT_EQ(*const_cast<volatile long *>(value_), 0) << "the inner end is no commit";
  turns.reach(2);
  writer.join();
  EXPECT_EQ(value_[0], 1);
  EXPECT_EQ(value_[1], 2);
}

TEST_F(Transactions, ReadersThatRanIntoAPrivatiserStartAgain) {
  // What the reader saw last belongs to the other thread by then.
  int attempts = 0;
  long last;
  atomically([&] {
    long **pointer = reinterpret_cast<long **>(&value_[0]);
    if (++attempts == 1)
      other_.atomically([&] { set(*pointer, &value_[kPage]); });
    last = get(value_[0]) ? get(value_[kPage]) : -1;
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(last, 0);
}

TEST_F(Transactions, TheLogGoingRoundUnderAReaderStartsItAgain) {
  auto *much = allocatePages<long>(400);
  int attempts = 0;
  long seen;
  atomically([&] {
    seen = get(value_[0]);
    if (++attempts == 1)
      for (long round = 1; round < 12; ++round) // each writes 100,000 granules
        other_.atomically([=] {
          for (size_t i = 0; i < 200000; i += 2)
            set(much[i], round);
        });
    set(value_[kPage], 1);
  });
  EXPECT_EQ(attempts, 2) << "no conflict, but nobody can tell any more";
  long sum = 0;
  atomically([&] {
    sum = 0;
    for (size_t i = 0; i < 200000; i += 2)
      sum += get(much[i]);
  });
  EXPECT_EQ(sum, 11 * 100000) << "a view that lagged behind is right again";
  free(much);
}

TEST_F(Transactions, LargerOnesThanTheLogCommitAlone) {
  constexpr size_t kLongs = (CommitLog::kLargestCommit + 5000) * 2;
  auto *much = allocatePages<long>(kLongs * sizeof(long) / os::kPageSize + 1);
  uint64_t turned = currentThread().counts.turned;
  atomically([&] {
    for (size_t i = 0; i < kLongs; i += 2)
      set(much[i], 3);
  });
  EXPECT_EQ(currentThread().counts.turned, turned + 1);
  std::thread([&] {
    long sum;
    atomically([&] {
      sum = 0;
      for (size_t i = 0; i < kLongs; ++i)
        sum += get(much[i]);
    });
    EXPECT_EQ(sum, long(3 * kLongs / 2));
  }).join();
  free(much);
}

TEST_F(Transactions, InjectedAbortsHitEachOnce) {
  setenv("STM_ABORT_EVERY", "1", 1);
  readFlags();
  int attempts = 0;
  uint64_t injected = aborts(kInjected);
  for (int i = 0; i < 10; ++i)
    atomically([&] {
      ++attempts;
      set(value_[0], get(value_[0]) + 1);
    });
  setenv("STM_ABORT_EVERY", "0", 1);
  readFlags();
  EXPECT_EQ(attempts, 20);
  EXPECT_EQ(value_[0], 10);
  EXPECT_EQ(aborts(kInjected), injected + 10);
}

// What barriers do beyond one word ------------------------------------------------------------------

extern "C" void *__stm_memcpy(void *, const void *, size_t);
extern "C" void *__stm_memmove(void *, const void *, size_t);
extern "C" void *__stm_memset(void *, int, size_t);

TEST_F(Transactions, BulkOperations) {
  auto *bytes = reinterpret_cast<char *>(value_);
  strcpy(bytes, "0123456789abcdef");
  void *results[3];
  atomically([&] {
    results[0] = __stm_memcpy(bytes + 100, bytes + 3, 10);
    results[1] = __stm_memmove(bytes + 2, bytes, 10); // overlaps
    results[2] = __stm_memset(bytes + 200, 'x', 5000);
    __stm_memcpy(bytes, bytes, 0);
    __stm_memset(bytes, 0, 0);
  });
  EXPECT_STREQ(bytes, "010123456789cdef");
  EXPECT_EQ(memcmp(bytes + 100, "3456789abc", 10), 0);
  EXPECT_EQ(bytes[199], 0);
  EXPECT_EQ(bytes[200], 'x');
  EXPECT_EQ(bytes[5199], 'x');
  EXPECT_EQ(bytes[5200], 0);
  EXPECT_EQ(results[0], bytes + 100);
  EXPECT_EQ(results[1], bytes + 2);
  EXPECT_EQ(results[2], bytes + 200);
}

TEST_F(Transactions, BulkOperationsBetweenHeapAndStack) {
  auto *bytes = reinterpret_cast<char *>(value_);
  char local[32] = "from the stack";
  char back[32];
  atomically([&] {
    __stm_memcpy(bytes, local, sizeof local);
    __stm_memcpy(back, bytes, sizeof back);
  });
  EXPECT_STREQ(bytes, "from the stack");
  EXPECT_STREQ(back, "from the stack");
}

TEST_F(Transactions, UnalignedAccessesAcrossGranulesAndPages) {
  auto *bytes = reinterpret_cast<uint8_t *>(value_);
  struct __attribute__((packed)) Loose {
    uint64_t value;
  };
  auto &straddler = *reinterpret_cast<Loose *>(bytes + os::kPageSize - 3);
  int attempts = 0;
  atomically([&] {
    set(straddler, Loose{0x1122334455667788});
    if (++attempts == 1) // its second granule, on the next page
      other_.atomically([=] { set(bytes[os::kPageSize + 8], uint8_t(1)); });
  });
  EXPECT_EQ(attempts, 2);
  uint64_t value = straddler.value; // by value: a reference would be misaligned
  EXPECT_EQ(value, 0x1122334455667788u);
}

TEST_F(Transactions, StoresToOlderFramesAreUndone) {
  long older = 5;
  int attempts = 0;
  long at_start[2];
  atomically([&] {
    at_start[attempts++] = older;
    set(older, older + 1);
    get(value_[0]);
    set(value_[kPage], 1);
    if (attempts == 1)
      changeByAnother(value_[0], 1);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(at_start[1], 5);
  EXPECT_EQ(older, 6);
}

thread_local long thread_local_value = 7;

TEST_F(Transactions, StoresToThreadLocalsAreUndone) {
  OtherThread second;
  auto body = [this] {
    thread_local_value = 7;
    int attempts = 0;
    long at_start[2];
    atomically([&] {
      at_start[attempts++] = thread_local_value;
      set(thread_local_value, 8);
      set(thread_local_value, 9);
      set(value_[kPage], get(value_[0]));
      if (attempts == 1)
        changeByAnother(value_[0], get(value_[0]) + 1);
    });
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(at_start[1], 7);
    EXPECT_EQ(thread_local_value, 9);
  };
  body();
  second.run(body);
}

TEST_F(Transactions, AStoreToForeignMemoryMakesThemIrrevocable) {
  auto *foreign = os::allocateArray<long>(10, "test");
  uint64_t irrevocable = currentThread().counts.irrevocable;
  atomically([&] {
    set(value_[0], 1);
    set(foreign[3], get(foreign[2]) + 4);
  });
  EXPECT_EQ(foreign[3], 4);
  EXPECT_EQ(value_[0], 1);
  EXPECT_EQ(currentThread().counts.irrevocable, irrevocable + 1);
}

TEST_F(Transactions, LoadsFromForeignMemoryDoNot) {
  auto *foreign = os::allocateArray<long>(10, "test");
  uint64_t irrevocable = currentThread().counts.irrevocable;
  atomically([&] { set(value_[0], get(foreign[2]) + 1); });
  EXPECT_EQ(value_[0], 1);
  EXPECT_EQ(currentThread().counts.irrevocable, irrevocable);
}

} // namespace
