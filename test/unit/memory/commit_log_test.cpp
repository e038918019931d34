//===- memory/commit_log_test.cpp - The ring --------------------------------------------------------===//
#include "memory/commit_log.h"

#include <gtest/gtest.h>

using namespace stm;

namespace {

LogEntry entry(uint64_t number) {
  return {Granule(number * 7), uint16_t(number), 0, {{number, ~number}}};
}

bool isEntry(const LogEntry &e, uint64_t number) {
  return e.granule == Granule(number * 7) && e.mask == uint16_t(number) && e.bytes.half[0] == number &&
         e.bytes.half[1] == ~number;
}

/// A ring of the test's own, beside the process's.
class Log : public testing::Test {
protected:
  CommitLog log_;
  void SetUp() override { log_.create(); }
  void append(uint64_t count) {
    for (uint64_t i = 0; i < count; ++i)
      log_.append(entry(log_.next()));
  }
};

TEST_F(Log, StartsEmpty) {
  EXPECT_EQ(log_.tail(), 0u);
  EXPECT_EQ(log_.next(), 0u);
  EXPECT_FALSE(log_.isOverrun(0));
}

TEST_F(Log, EntriesOfACommitAppearTogether) {
  append(5);
  EXPECT_EQ(log_.tail(), 0u);
  EXPECT_EQ(log_.next(), 5u);
  log_.publish();
  EXPECT_EQ(log_.tail(), 5u);
  for (uint64_t i = 0; i < 5; ++i)
    EXPECT_TRUE(isEntry(log_.at(i), i));
}

TEST_F(Log, PositionsGoOnWhenTheRingGoesRound) {
  constexpr uint64_t kMany = CommitLog::kCapacity * 2 + 1234;
  for (uint64_t done = 0; done < kMany; done += 1000) {
    append(done + 1000 < kMany ? 1000 : kMany - done);
    log_.publish();
  }
  EXPECT_EQ(log_.tail(), kMany);
  for (uint64_t i = kMany - CommitLog::kCapacity; i < kMany; i += 13)
    ASSERT_TRUE(isEntry(log_.at(i), i)) << i;
}

TEST_F(Log, OverrunLeavesRoomForACommitInProgress) {
  append(CommitLog::kCapacity - 2 * CommitLog::kLargestCommit);
  log_.publish();
  EXPECT_FALSE(log_.isOverrun(0)) << "the last position that is safe";
  append(CommitLog::kLargestCommit); // not published yet
  EXPECT_TRUE(isEntry(log_.at(0), 0)) << "the largest commit does not reach what readers may still use";
  log_.publish();
  EXPECT_TRUE(log_.isOverrun(0));
  EXPECT_FALSE(log_.isOverrun(CommitLog::kLargestCommit));
}

TEST_F(Log, OverrunDependsOnTheDistanceOnly) {
  append(CommitLog::kCapacity * 3);
  log_.publish();
  EXPECT_TRUE(log_.isOverrun(0));
  EXPECT_FALSE(log_.isOverrun(log_.tail()));
  EXPECT_FALSE(log_.isOverrun(log_.tail() - 1));
}

} // namespace
