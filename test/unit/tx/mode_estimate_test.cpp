//===- tx/mode_estimate_test.cpp - Means and estimates ------------------------------------------===//
#include "tx/mode_estimate.h"

#include <gtest/gtest.h>

#include <vector>

using namespace stm;

TEST(RobustMean, CutsWhatMetAnInterruption) {
  std::vector<double> durations(63, 100), work(64, 1);
  durations.push_back(1e9);
  EXPECT_DOUBLE_EQ(robustMean(durations.data(), work.data(), 64), (63 * 100 + 800) / 64.0);
}

TEST(RobustMean, KeepsRareLongRegions) {
  std::vector<double> durations = {100, 100, 100, 500}, work(4, 1);
  EXPECT_DOUBLE_EQ(robustMean(durations.data(), work.data(), 4), 200);
}

TEST(RobustMean, TakesTheMiddleOfTheWork) {
  // A unit takes 2, but for a short region that waited and a long one that lost its processor.
  std::vector<double> durations = {2000, 2000, 50'000, 2000, 8000, 2000}, work = {1000, 1000, 10, 1000, 1000, 1000};
  EXPECT_DOUBLE_EQ(robustMean(durations.data(), work.data(), 6), 2);
}

TEST(Look, AStaysAverageIsByWork) {
  Look look;
  look.add(1000, 0, 500);
  look.add(90, 10, 1); // a hundredth of the work has no more than its part
  EXPECT_NEAR(look.averages.duration, 1090 / 501.0, 1e-9);
  EXPECT_NEAR(look.averages.before, 10 / 501.0, 1e-9);
}

static Look lookOf(unsigned samples, double duration) {
  Look look;
  for (unsigned i = 0; i < samples; ++i)
    look.keep(duration, 5, 1);
  look.settle();
  return look;
}

TEST(Estimate, IsReplacedByAFullLookAndMovedByAShortOne) {
  Estimate estimate;
  estimate.combine(lookOf(2, 100), 1000, true);
  EXPECT_DOUBLE_EQ(estimate.averages.duration, 100) << "all that is known";
  estimate.combine(lookOf(32, 200), 1000, true);
  EXPECT_DOUBLE_EQ(estimate.averages.duration, 150);
  estimate.combine(lookOf(1, 550), 1000, true);
  EXPECT_DOUBLE_EQ(estimate.averages.duration, 250) << "a quarter at least";
  estimate.combine(lookOf(500, 70), 1000, false);
  EXPECT_DOUBLE_EQ(estimate.averages.duration, 70);
  EXPECT_DOUBLE_EQ(estimate.averages.before, 5);
}

TEST(Estimate, CountsTheThreadsThatAreInRegionsAtATime) {
  Look look = lookOf(64, 100);
  look.occupy(300, 200, 2); // every second region is a sample
  look.occupy(100, 100, 2);
  EXPECT_DOUBLE_EQ(look.concurrency(400), 2);
  Estimate estimate;
  estimate.combine(look, 400, true);
  EXPECT_DOUBLE_EQ(estimate.concurrency, 2);
  EXPECT_DOUBLE_EQ(estimate.useful, 1.5);
}
