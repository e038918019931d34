//===- base/lock_test.cpp - The runtime's mutex --------------------------------------------===//
#include "base/lock.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

using namespace stm;

namespace {

TEST(Lock, TryLockFailsWhileHeld) __attribute__((no_thread_safety_analysis)) {
  Lock lock;
  EXPECT_FALSE(lock.isHeld());
  ASSERT_TRUE(lock.tryLock());
  EXPECT_TRUE(lock.isHeld());
  EXPECT_FALSE(lock.tryLock());
  lock.unlock();
  EXPECT_TRUE(lock.tryLock());
  lock.unlock();
}

TEST(Lock, OneThreadAtATime) {
  Lock lock;
  long count = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50000; ++i) {
        LockGuard guard(lock);
        ++count;
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(count, 200000);
  EXPECT_FALSE(lock.isHeld());
}

TEST(Lock, SleepersWakeOneAfterTheOther) {
  Lock lock;
  int entered = 0;
  std::vector<std::thread> threads;
  {
    LockGuard guard(lock);
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        LockGuard inner(lock);
        ++entered;
      });
    // Long enough that all of them stop spinning and sleep.
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(entered, 0);
  }
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(entered, 4);
}

TEST(Lock, ResetFreesALockWhoseHolderIsGone) __attribute__((no_thread_safety_analysis)) {
  Lock lock;
  lock.lock();
  lock.reset();
  EXPECT_FALSE(lock.isHeld());
  EXPECT_TRUE(lock.tryLock());
  lock.unlock();
}

TEST(Futex, WaitReturnsAtOnceWhenTheWordDiffers) {
  std::atomic<uint32_t> word{5};
  futexWait(word, 4);
  SUCCEED();
}

TEST(Futex, WaitEndsAtItsTimeout) {
  std::atomic<uint32_t> word{5};
  auto start = std::chrono::steady_clock::now();
  futexWait(word, 5, 20 * 1000 * 1000);
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(15));
}

TEST(Futex, WakeEndsAWait) {
  std::atomic<uint32_t> word{0};
  std::thread sleeper([&] {
    while (word.load() == 0)
      futexWait(word, 0);
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  word.store(1);
  futexWake(word, 1);
  sleeper.join();
}

} // namespace
