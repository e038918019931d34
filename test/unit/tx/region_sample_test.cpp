//===- tests of tx/region_sample.h ----------------------------------------------------===//
#include "tx/region_sample.h"

#include <gtest/gtest.h>

using stm::RegionSample;

static void endRegions(RegionSample &sample, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    sample.began();
    if (sample.isDue())
      sample.ended(__builtin_ia32_rdtsc());
  }
}

TEST(RegionSample, IsOneRegionInSixteen) {
  RegionSample sample;
  endRegions(sample, 2 + RegionSample::kGroup - 1); // the first two are timed at once
  sample.began();
  EXPECT_FALSE(sample.isComplete());
  EXPECT_TRUE(sample.isDue()); // its end is where the next one's stopwatch starts
  sample.ended(__builtin_ia32_rdtsc());
  sample.began();
  EXPECT_TRUE(sample.isComplete());
}

TEST(RegionSample, OfANewThreadIsItsSecondRegion) {
  RegionSample sample;
  sample.began();
  EXPECT_FALSE(sample.isComplete());
  EXPECT_TRUE(sample.isDue());
  sample.ended(__builtin_ia32_rdtsc());
  sample.began();
  EXPECT_TRUE(sample.isComplete());
}

TEST(RegionSample, LeavesOutWhatHappensOnce) {
  RegionSample sample;
  endRegions(sample, 1);
  sample.began();
  uint64_t now = __builtin_ia32_rdtsc() + 5000;
  uint64_t whole = sample.duration(now);
  sample.exclude(3000);
  EXPECT_EQ(sample.duration(now), whole - 3000);
  sample.exclude(1000000);
  EXPECT_EQ(sample.duration(now), 0u);
}

TEST(RegionSample, WorkIsOfTheRegionThatSaysSo) {
  RegionSample sample;
  endRegions(sample, 1);
  sample.began();
  EXPECT_EQ(sample.work(), 1u);
  sample.worked(40);
  EXPECT_EQ(sample.work(), 40u);
  sample.worked(0);
  EXPECT_EQ(sample.work(), 1u) << "never divides by zero";
  sample.worked(7);
  sample.ended(__builtin_ia32_rdtsc());
  EXPECT_EQ(sample.work(), 1u);
}

TEST(RegionSample, WhatWasUndoneWasOfNoUse) {
  RegionSample sample;
  endRegions(sample, 1);
  sample.began();
  uint64_t first = __builtin_ia32_rdtsc();
  while (__builtin_ia32_rdtsc() - first < 10'000)
    ;
  sample.began(); // again, after an abort
  uint64_t now = __builtin_ia32_rdtsc() + 5000;
  EXPECT_GE(sample.wholeDuration(now), sample.usefulDuration(now) + 10'000);
  EXPECT_GE(sample.usefulDuration(now), 5000u);
  sample.exclude(1'000'000);
  EXPECT_EQ(sample.usefulDuration(now), 0u);
}

TEST(RegionSample, WaitingForTheLockWasOfNoUse) {
  RegionSample sample;
  endRegions(sample, 1);
  sample.began();
  uint64_t first = __builtin_ia32_rdtsc();
  while (__builtin_ia32_rdtsc() - first < 10'000)
    ;
  sample.lockHeld(0);
  uint64_t now = __builtin_ia32_rdtsc() + 5000;
  EXPECT_EQ(sample.usefulDuration(now), sample.wholeDuration(now));
}
