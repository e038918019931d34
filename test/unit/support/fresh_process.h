//===- support/fresh_process.h - Tests that need a runtime of their own ---------------------===//
//
// A process has one runtime, and its state only moves forward: once there are views, there always are. A
// test that needs the beginning, other settings, or a crash runs its body in a new execution of the
// test program.
//
//===---------------------------------------------------------------------------------------===//
#ifndef STM_TEST_SUPPORT_FRESH_PROCESS_H
#define STM_TEST_SUPPORT_FRESH_PROCESS_H

#include <gtest/gtest.h>

#include <unistd.h>

/// Runs `body()` in a new process; its failed expectations fail this test.
#define EXPECT_SUCCESS_IN_FRESH_PROCESS(body)                                                       \
  do {                                                                                            \
    GTEST_FLAG_SET(death_test_style, "threadsafe");                                                \
    EXPECT_EXIT(                                                                                  \
        {                                                                                         \
          body();                                                                                 \
          _exit(testing::Test::HasFailure() ? 1 : 0);                                              \
        },                                                                                        \
        testing::ExitedWithCode(0), "");                                                           \
  } while (0)

/// Expects `body()` to be refused: a message that matches and exit status 1.
#define EXPECT_REFUSED(body, message)                                                              \
  do {                                                                                            \
    GTEST_FLAG_SET(death_test_style, "threadsafe");                                                \
    EXPECT_EXIT(body, testing::ExitedWithCode(1), message);                                         \
  } while (0)

/// Expects `body()` to end in a broken invariant.
#define EXPECT_DIES(body, message)                                                                 \
  do {                                                                                            \
    GTEST_FLAG_SET(death_test_style, "threadsafe");                                                \
    EXPECT_EXIT(body, testing::KilledBySignal(SIGABRT), message);                                   \
  } while (0)

#endif
