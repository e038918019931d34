//===- stress/settings_test.cpp - The same under other settings -----------------------------------===//
//
// Settings are read when a process starts, so each runs this program again, with some of the shapes.
//
//===------------------------------------------------------------------------------------------===//
#include "stress/stress.h"

#include <cstdlib>
#include <spawn.h>
#include <string>
#include <sys/wait.h>

extern char **environ;

namespace {

struct Setting {
  const char *name, *variable, *value;
};

class Settings : public testing::TestWithParam<Setting> {};

TEST_P(Settings, HoldUnderStress) {
  setenv(GetParam().variable, GetParam().value, 1);
  std::string arguments[] = {"stress_test", "--gtest_filter=Accounts.*:SortedList.*:Handover.*:Modes.*:Neighbours.*",
                             "--gtest_brief=1", "--seconds=" + std::to_string(stm::test::secondsPerShape())};
  char *argv[] = {arguments[0].data(), arguments[1].data(), arguments[2].data(), arguments[3].data(), nullptr};
  pid_t child;
  ASSERT_EQ(posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, argv, environ), 0);
  unsetenv(GetParam().variable);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

INSTANTIATE_TEST_SUITE_P(Stress, Settings,
                         testing::Values(Setting{"ManyAborts", "STM_ABORT_EVERY", "2"},
                                         Setting{"ManySwitches", "STM_SWITCH_EVERY", "2"},
                                         Setting{"OneView", "STM_VIEWS", "1"}, Setting{"TwoViews", "STM_VIEWS", "2"},
                                         Setting{"AllViews", "STM_VIEWS", "15"},
                                         Setting{"NeverLonely", "STM_LONE", "0"},
                                         Setting{"NeverLocked", "STM_LOCK", "0"},
                                         Setting{"SoonAlone", "STM_RETRIES", "1"},
                                         Setting{"NeverAlone", "STM_RETRIES", "1000000"}),
                         [](const auto &info) { return std::string(info.param.name); });

} // namespace
