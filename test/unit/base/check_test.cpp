//===- base/check_test.cpp - Messages and fatal errors -----------------------------------===//
#include "base/check.h"

#include "support/fresh_process.h"

#include <gmock/gmock.h>

#include <string>

using namespace stm;

namespace {

std::string captureOf(void (*action)()) {
  testing::internal::CaptureStderr();
  action();
  return testing::internal::GetCapturedStderr();
}

TEST(Check, SayPrefixesAndEndsTheLine) {
  EXPECT_EQ(captureOf([] { say("%d pages of %s", 3, "view"); }), "stm: 3 pages of view\n");
}

TEST(Check, SayCutsWhatIsTooLongButKeepsTheLineEnd) {
  std::string text = captureOf([] { say("%s", std::string(5000, 'x').c_str()); });
  EXPECT_LE(text.size(), 1024u);
  EXPECT_GE(text.size(), 1000u);
  EXPECT_THAT(text, testing::StartsWith("stm: xxx"));
  EXPECT_EQ(text.back(), '\n');
  EXPECT_EQ(text.find('\0'), std::string::npos);
}

TEST(Check, DieEndsInAnAbortWithASentence) { EXPECT_DIES(die("page %d is lost", 7), "stm: page 7 is lost"); }

TEST(Check, RefuseExitsWithStatusOne) { EXPECT_REFUSED(refuse("no %s here", "memory"), "stm: no memory here"); }

TEST(Check, FailedCheckDiesWithItsMessage) { EXPECT_DIES(STM_CHECK(1 > 2, "%d", 12), "stm: 12"); }

TEST(Check, PassedCheckDoesNotEvaluateItsMessage) {
  int evaluated = 0;
  STM_CHECK(true, "%d", ++evaluated);
  EXPECT_EQ(evaluated, 0);
}

#ifdef STM_CHECKED
TEST(Check, AssertNamesTheInvariantInTheCheckedBuild) { EXPECT_DIES(STM_ASSERT(2 + 2 == 5), "2 \\+ 2 == 5"); }
#else
TEST(Check, AssertIsNotEvaluatedOtherwise) {
  int evaluated = 0;
  STM_ASSERT(++evaluated);
  EXPECT_EQ(evaluated, 0);
}
#endif

} // namespace
