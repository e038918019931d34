//===- tx/zombie_test.cpp - Doomed transactions -----------------------------------------------------------===//
#include "tx/zombie.h"

#include "support/fresh_process.h"
#include "support/in_views.h"
#include "support/other_thread.h"

#include <csignal>
#include <unistd.h>

extern "C" __attribute__((preserve_most)) void __stm_poll_slow();

using namespace stm;
using namespace stm::test;

namespace {

class Zombies : public testing::Test {
protected:
  long *value_ = allocatePages<long>(2);
  static void SetUpTestSuite() { runInViews(); }
  void TearDown() override { free(value_); }
  OtherThread other_;
  void changeByAnother(long &value) {
    other_.atomically([&value] { set(value, get(value) + 1); });
  }
};

TEST_F(Zombies, APollStopsADoomedTransaction) {
  int attempts = 0, passed = 0;
  uint64_t before = aborts(kZombie);
  atomically([&] {
    get(value_[0]);
    if (++attempts == 1)
      changeByAnother(value_[0]);
    __stm_poll_slow();
    ++passed;
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(passed, 1);
  EXPECT_EQ(aborts(kZombie), before + 1);
}

TEST_F(Zombies, APollLeavesOthersAlone) {
  int attempts = 0;
  atomically([&] {
    get(value_[0]);
    if (++attempts == 1)
      changeByAnother(value_[512]);
    __stm_poll_slow();
  });
  EXPECT_EQ(attempts, 1);
}

TEST_F(Zombies, WhatIsReadAfterAPollCountsToo) {
  int attempts = 0;
  atomically([&] {
    if (++attempts == 1)
      changeByAnother(value_[0]);
    __stm_poll_slow(); // nothing read yet
    get(value_[0]);    // the old value or the new one, but then the snapshot is not the begin's
    __stm_poll_slow();
    set(value_[512], 1);
  });
  EXPECT_EQ(attempts, 2);
}

TEST_F(Zombies, TheServiceThreadAsksForPolls) {
  int asked = 0;
  atomically([&] {
    __stm_self.poll = 0;
    for (int i = 0; i < 2000 && !__atomic_load_n(&__stm_self.poll, __ATOMIC_RELAXED); ++i)
      usleep(1000);
    asked = int(__stm_self.poll);
    __stm_poll_slow();
  });
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(__stm_self.poll, 0u);
}

TEST_F(Zombies, AFaultInADoomedTransactionStartsItAgain) {
  auto **pointer = reinterpret_cast<long **>(&value_[0]);
  *pointer = &value_[100];
  value_[100] = 5;
  int attempts = 0;
  long seen = 0;
  atomically([&] {
    long *p = get(*pointer);
    if (++attempts == 1) {
      changeByAnother(value_[0]); // dooms it
      p = reinterpret_cast<long *>(16);
    } else {
      p = &value_[100];
    }
    seen = get(*p);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(seen, 5);
}

TEST_F(Zombies, DivisionByAStrayZeroToo) {
  int attempts = 0;
  volatile long divisor;
  atomically([&] {
    divisor = 1;
    get(value_[0]);
    if (++attempts == 1) {
      changeByAnother(value_[0]);
      divisor = 0;
    }
    long quotient = 10 / divisor;
    divisor = quotient;
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(divisor, 10);
}

TEST_F(Zombies, AbsurdSizesAreCheckedFirst) {
  int attempts = 0;
  atomically([&] {
    get(value_[0]);
    if (++attempts == 1) {
      changeByAnother(value_[0]);
      __stm_write_slow(value_, int64_t(1) << 34);
    }
  });
  EXPECT_EQ(attempts, 2);
}

TEST_F(Zombies, StoresOutsideTheWindowAreCheckedFirst) {
  int attempts = 0;
  long older = 1;
  atomically([&] {
    get(value_[0]);
    if (++attempts == 1)
      changeByAnother(value_[0]);
    set(older, 2); // where a doomed transaction could overwrite anything
  });
  EXPECT_EQ(attempts, 2);
}

TEST_F(Zombies, AnHonestFaultIsTheProgramsOwn) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(atomically([] { [[maybe_unused]] volatile long value = get(*reinterpret_cast<long *>(16)); }), testing::KilledBySignal(SIGSEGV), "");
}

TEST_F(Zombies, OutsideOfTransactionsToo) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(*reinterpret_cast<volatile long *>(16) = 1, testing::KilledBySignal(SIGSEGV), "");
}

void ownHandler() {
  signal(SIGSEGV, [](int) { _exit(7); });
  runInViews(); // the runtime's handler comes second
  *reinterpret_cast<volatile long *>(16) = 1;
}

TEST(ZombieHandlers, TheProgramsHandlerIsCalled) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(ownHandler(), testing::ExitedWithCode(7), "");
}

} // namespace
