//===- report/stats_test.cpp - The report ---------------------------------------------------------------------===//
#include "report/stats.h"

#include "support/fresh_process.h"
#include "support/in_views.h"
#include "support/other_thread.h"

#include <gmock/gmock.h>
#include <string>

using namespace stm;
using namespace stm::test;

namespace {

std::string report() {
  testing::internal::CaptureStderr();
  printStats();
  return testing::internal::GetCapturedStderr();
}

/// The number behind a line's text.
uint64_t valueOf(const std::string &report, const std::string &text) {
  size_t at = report.find("stm: " + text + " ");
  EXPECT_NE(at, std::string::npos) << text << " in\n" << report;
  return at == std::string::npos ? 0 : strtoull(report.c_str() + at + 5 + text.size(), nullptr, 10);
}

class Stats : public testing::Test {
protected:
  long *value_ = allocatePages<long>(2);
  static void SetUpTestSuite() { runInViews(); }
  void TearDown() override { free(value_); }
};

TEST_F(Stats, EveryCounterHasALine) {
  std::string text = report();
#define STM_COUNT(name, text_of_line) EXPECT_THAT(text, testing::HasSubstr(text_of_line));
  STM_COUNTS(STM_COUNT)
#undef STM_COUNT
  for (const char *line : {"statistics", "aborts", "longest series of retries", "pages copied", "log length (granules)"})
    EXPECT_THAT(text, testing::HasSubstr(line));
}

TEST_F(Stats, CommitsAreCounted) {
  std::string before = report();
  for (int i = 0; i < 10; ++i)
    atomically([this] { set(value_[0], get(value_[0]) + 1); });
  for (int i = 0; i < 5; ++i)
    atomically([this] { get(value_[0]); });
  std::string after = report();
  EXPECT_EQ(valueOf(after, "commits in views") - valueOf(before, "commits in views"), 15u);
  EXPECT_EQ(valueOf(after, "  of them read-only") - valueOf(before, "  of them read-only"), 5u);
  EXPECT_EQ(valueOf(after, "granules written") - valueOf(before, "granules written"), 10u);
}

TEST_F(Stats, ThreadsThatEndedCountToo) {
  std::string before = report();
  {
    OtherThread other;
    for (int i = 0; i < 7; ++i)
      other.atomically([this] { get(value_[0]); });
  }
  std::string after = report();
  EXPECT_EQ(valueOf(after, "commits in views") - valueOf(before, "commits in views"), 7u);
}

TEST_F(Stats, AbortsAreCountedByCause) {
  OtherThread other;
  std::string before = report();
  int attempts = 0;
  atomically([&] {
    long seen = get(value_[0]);
    if (++attempts == 1)
      other.atomically([this] { set(value_[0], get(value_[0]) + 1); });
    set(value_[512], seen);
  });
  std::string after = report();
  EXPECT_EQ(valueOf(after, "aborts") - valueOf(before, "aborts"), 1u);
  EXPECT_GE(valueOf(after, "  conflict"), 1u);
  EXPECT_GE(valueOf(after, "longest series of retries"), 1u);
}

TEST_F(Stats, EachCauseHasAText) {
  for (unsigned cause = 0; cause < kAbortCauses; ++cause)
    EXPECT_GT(strlen(abortText(AbortCause(cause))), 3u);
}

void endWithStats() {
  setenv("STM_STATS", "1", 1);
  runInViews();
  exit(0);
}

TEST(StatsAtExit, ArePrintedWhereAskedFor) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(endWithStats(), testing::ExitedWithCode(0), "stm: statistics\nstm: commits in views +[0-9]+");
}

} // namespace
