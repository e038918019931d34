//===- tx/zombie_test.cpp - Doomed transactions -----------------------------------------------------------===//
#include "tx/zombie.h"

#include "memory/commit_log.h"
#include "memory/pages.h"
#include "support/fresh_process.h"
#include "support/in_views.h"
#include "support/other_thread.h"
#include "tx/exclusive.h"

#include <csignal>
#include <unistd.h>

extern "C" __attribute__((preserve_most)) void __stm_poll_slow();
extern "C" void stm_on_abort(void (*)(void *), void *);

// Where a fault is nobody's doomed transaction, the process must end as the system ends it, also under UBSan.
extern "C" const char *__ubsan_default_options() { return "handle_segv=0:handle_sigbus=0"; }

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
  atomically([&]() __attribute__((no_sanitize("undefined"))) {
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

/// Frames of different sizes, until the stack overflows.
__attribute__((noinline)) long descend(long depth, size_t frame_size) {
  auto *frame = static_cast<volatile char *>(__builtin_alloca(frame_size));
  frame[0] = 1;
  return descend(depth + 1, frame_size) + frame[0];
}

constexpr size_t kLongsPerPage = os::kPageSize / sizeof(long);

/// The same with the first store to a page in each frame: what runs at the end of the stack may hold the runtime's locks.
__attribute__((noinline)) long descendWriting(long *values, long depth, size_t frame_size) {
  auto *frame = static_cast<volatile char *>(__builtin_alloca(frame_size));
  set(values[kLongsPerPage * size_t(depth)], depth);
  frame[0] = 1;
  return descendWriting(values, depth + 1, frame_size) + frame[0];
}

TEST_F(Zombies, AnOverflowOfTheStackIsAFaultLikeOthers) {
  int attempts = 0;
  atomically([&] {
    get(value_[0]);
    if (++attempts == 1) {
      changeByAnother(value_[0]);
      descend(0, 16);
    }
  });
  EXPECT_EQ(attempts, 2);
}

TEST_F(Zombies, NoOverflowHappensInsideTheRuntime) {
  constexpr int kShapes = 30;
  constexpr size_t kStackSize = 128 << 10;
  auto *pages = allocatePages<long>(kStackSize / 64);
  int attempts = 0;
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, kStackSize);
  auto body = [&] {
    for (int shape = 0; shape < kShapes; ++shape) {
      int tries = 0;
      atomically([&] {
        get(value_[0]);
        ++attempts;
        if (++tries == 1) {
          changeByAnother(value_[0]);
          descendWriting(pages, 0, 16 + 8 * size_t(shape));
        }
      });
      dropEveryCopy();
    }
  };
  pthread_t thread;
  pthread_create(&thread, &small, [](void *f) -> void * { return (*static_cast<decltype(body) *>(f))(), nullptr; }, &body);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&small);
  free(pages);
  EXPECT_EQ(attempts, 2 * kShapes);
}

TEST_F(Zombies, AnHonestOverflowIsTheProgramsOwn) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(atomically([] { descend(0, 16); }), testing::KilledBySignal(SIGSEGV), "");
}

/// Where an abort's actions run: on the thread's stack, not on the signal handlers'.
TEST_F(Zombies, ActionsRunOnTheThreadsStack) {
  static bool on_stack;
  on_stack = false;
  int attempts = 0;
  atomically([&] {
    get(value_[0]);
    if (++attempts == 1) {
      stm_on_abort([](void *) { on_stack = currentThread().stack.contains(uint64_t(__builtin_frame_address(0))); }, nullptr);
      changeByAnother(value_[0]);
      descend(0, 16);
    }
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_TRUE(on_stack);
}

TEST_F(Zombies, TheProgramsOwnSignalStackStays) {
  bool own = false;
  std::thread([&] {
    static char memory[1 << 16];
    stack_t mine = {}, found;
    mine.ss_sp = memory, mine.ss_size = sizeof memory;
    sigaltstack(&mine, nullptr);
    atomically([] {});
    sigaltstack(nullptr, &found);
    own = found.ss_sp == memory;
  }).join();
  EXPECT_TRUE(own);
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
