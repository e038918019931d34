//===- stress/modes_test.cpp - Irrevocable, lonely, forking ---------------------------------------===//
#include "stress/stress.h"

#include <cstdlib>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace stm::test;

namespace {

const stm_reason reason = {"a test", nullptr, 0, 0};
const stm_site always_irrevocable = {__FILE__, "modes", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};

struct Modes : Stress {
  static constexpr unsigned kValues = 1000;
  std::vector<long> values_ = std::vector<long>(kValues, 10);

  void transfer(Random &random) {
    long &from = values_[random.below(kValues)], &to = values_[random.below(kValues)];
    atomically([&] {
      set(from, get(from) - 1);
      set(to, get(to) + 1);
    });
  }
  long sumInside() {
    long sum;
    atomically([&] {
      sum = 0;
      for (long &value : values_)
        sum += get(value);
    });
    return sum;
  }
  int runInChild(Random &random);
  long sumOutside() const {
    long sum = 0;
    for (long value : values_)
      sum += value;
    return sum;
  }
};

TEST_F(Modes, IrrevocableMidway) {
  std::atomic<long> runs{0};
  long counted = 0;
  Clock clock;
  runThreads(4, [&](unsigned, Random &random) {
    while (!clock.isOver()) {
      bool irrevocable = random.oneIn(30);
      long &from = values_[random.below(kValues)], &to = values_[random.below(kValues)];
      atomically([&, irrevocable] {
        set(from, get(from) - 1);
        if (irrevocable) {
          __stm_become_irrevocable(&reason);
          runs.fetch_add(1); // exactly once, whatever was tried before
          set(counted, get(counted) + 1);
          from -= 1, to += 1; // as uninstrumented code would
        }
        set(to, get(to) + 1);
      });
      if (irrevocable)
        continue;
      expect(sumInside() == kValues * 10);
    }
  });
  EXPECT_EQ(sumOutside(), kValues * 10);
  EXPECT_EQ(counted, runs);
}

TEST_F(Modes, IrrevocableFromTheStart) {
  long counted = 0;
  std::atomic<long> expected{0};
  Clock clock;
  runThreads(4, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      if (index == 0 || random.oneIn(100)) {
        atomicallyAt(always_irrevocable, [&] { ++counted; });
        ++expected;
      } else {
        transfer(random);
      }
    }
  });
  EXPECT_EQ(counted, expected);
  EXPECT_EQ(sumOutside(), kValues * 10);
}

/// A thread alone takes the bias; a second one takes it away, again and again.
TEST_F(Modes, LonelyByTurns) {
  Clock clock;
  Random random(5);
  while (!clock.isOver()) {
    for (unsigned i = 0; i < 3000; ++i)
      transfer(random);
    std::thread other([&] {
      Random own(random.next());
      for (unsigned i = 0; i < 50; ++i)
        transfer(own);
      expect(sumInside() == kValues * 10);
    });
    for (unsigned i = 0; i < 50; ++i)
      transfer(random);
    other.join();
    expect(sumOutside() == kValues * 10);
  }
}

TEST_F(Modes, ThreadsComeAndGo) {
  Clock clock;
  runThreads(3, [&](unsigned, Random &random) {
    while (!clock.isOver())
      std::thread([&] {
        for (unsigned i = 0; i < 20; ++i)
          transfer(random);
        free(malloc(100));
      }).join();
  });
  EXPECT_EQ(sumOutside(), kValues * 10);
}

/// Returns the number of the check that failed, or 0.
int Modes::runInChild(Random &random) {
  if (sumOutside() != kValues * 10)
    return 1;
  for (unsigned i = 0; i < 100; ++i)
    transfer(random);
  if (sumInside() != kValues * 10)
    return 2;
  std::thread([&] {
    for (unsigned i = 0; i < 100; ++i)
      transfer(random);
  }).join();
  if (sumInside() != kValues * 10)
    return 3;
  for (long &value : values_)
    value = 77; // would break the parent's sum
  return 0;
}

/// A child must see a consistent moment, run transactions of its own, and leave the parent's memory alone.
TEST_F(Modes, ForkInTheMiddle) {
  Clock clock;
  runThreads(3, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      if (index != 0) {
        transfer(random);
        continue;
      }
      pid_t child = fork();
      if (child == 0)
        _exit(runInChild(random));
      int status = -1;
      expect(child > 0 && waitpid(child, &status, 0) == child);
      if (status != 0) {
        expect(false);
        ADD_FAILURE() << "the child ended with status " << std::hex << status;
        break;
      }
      expect(sumInside() == kValues * 10);
    }
  });
  EXPECT_EQ(sumOutside(), kValues * 10);
}

} // namespace
