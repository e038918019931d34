//===- stress/stress.h - Running one shape for its share of the time -----------------------------===//
//
// A shape is a test whose threads run transactions until its time is over, while every attempt of every
// transaction, doomed or not, checks what it sees. Failures are counted in plain atomics, since
// expectations allocate and print.
//
//===-------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_STRESS_STRESS_H
#define STM_TEST_STRESS_STRESS_H

#include "support/region.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

namespace stm::test {

/// A small generator whose state is a local of its thread.
class Random {
public:
  explicit Random(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 0x1234567) {}
  uint32_t next() {
    state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
    return uint32_t(state_ >> 16);
  }
  uint32_t below(uint32_t limit) { return next() % limit; }
  bool oneIn(uint32_t count) { return below(count) == 0; }

private:
  uint64_t state_;
};

double secondsPerShape();

/// How long this shape runs.
class Clock {
public:
  explicit Clock(double share = 1);
  bool isOver() const { return std::chrono::steady_clock::now() >= end_; }

private:
  std::chrono::steady_clock::time_point end_;
};

/// What went wrong in a shape; any thread, inside of regions too.
extern std::atomic<long> failures;

/// Counts a failure, once per call.
inline void expect(bool condition) {
  if (!condition)
    failures.fetch_add(1, std::memory_order_relaxed);
}

/// Runs f(index, random) on `count` threads and waits for their ends.
void runThreads(unsigned count, const std::function<void(unsigned, Random &)> &f);

/// The fixture of all shapes: no failure may have been counted.
class Stress : public testing::Test {
protected:
  void SetUp() override { failures = 0; }
  void TearDown() override { EXPECT_EQ(failures, 0); }
};

} // namespace stm::test

#endif
