//===- config/flags_test.cpp - Settings from the environment ------------------------------===//
#include "config/flags.h"

#include "support/fresh_process.h"

#include <cstdlib>

using namespace stm;

namespace {

void readWith(const char *variable, const char *value) {
  setenv(variable, value, 1);
  readFlags();
}

TEST(Flags, DefaultsHoldWithoutEnvironment) {
  Flags defaults;
  EXPECT_EQ(defaults.stats, 0u);
  EXPECT_EQ(defaults.views, 8u);
  EXPECT_EQ(defaults.lone, 1u);
  EXPECT_EQ(defaults.retries, 8u);
  EXPECT_EQ(defaults.abort_every, 0u);
  EXPECT_EQ(defaults.switch_every, 0u);
}

TEST(Flags, EveryRowIsReadFromItsVariable) {
  Flags saved = flags;
#define STM_FLAG(name, variable, value, documentation)                                            \
  setenv(variable, "3", 1);                                                                      \
  readFlags();                                                                                   \
  EXPECT_EQ(flags.name, 3u) << variable;                                                         \
  unsetenv(variable);
#include "config/flags.def"
#undef STM_FLAG
  flags = saved;
}

TEST(Flags, EmptyMeansUnset) {
  setenv("STM_RETRIES", "", 1);
  uint64_t before = flags.retries;
  readFlags();
  EXPECT_EQ(flags.retries, before);
  unsetenv("STM_RETRIES");
}

TEST(Flags, WordsAreRefused) {
  EXPECT_REFUSED(readWith("STM_RETRIES", "many"), "stm: STM_RETRIES=many is not a number; unset it or give a whole number");
}

TEST(Flags, TrailingTextIsRefused) { EXPECT_REFUSED(readWith("STM_STATS", "1x"), "STM_STATS=1x is not a number"); }

TEST(Flags, FractionsAreRefused) { EXPECT_REFUSED(readWith("STM_RETRIES", "1.5"), "STM_RETRIES=1.5 is not a number"); }

TEST(Flags, NegativeNumbersAreRefused) {
  EXPECT_REFUSED(readWith("STM_RETRIES", "-1"), "STM_RETRIES=-1 is not a number");
  EXPECT_REFUSED(readWith("STM_RETRIES", " -1"), "STM_RETRIES= -1 is not a number");
}

TEST(Flags, NumbersThatDoNotFitAreRefused) {
  EXPECT_REFUSED(readWith("STM_RETRIES", "99999999999999999999999"), "is not a number");
}

TEST(Flags, ViewsOutOfRangeAreRefused) {
  EXPECT_REFUSED(readWith("STM_VIEWS", "0"), "STM_VIEWS=0 is out of range; give 1 to 15");
  EXPECT_REFUSED(readWith("STM_VIEWS", "16"), "STM_VIEWS=16 is out of range; give 1 to 15");
}

TEST(Flags, ViewsAtTheEdgesAreTaken) {
  Flags saved = flags;
  for (const char *views : {"1", "15"}) {
    readWith("STM_VIEWS", views);
    EXPECT_EQ(flags.views, strtoull(views, nullptr, 10));
  }
  unsetenv("STM_VIEWS");
  flags = saved;
}

} // namespace
