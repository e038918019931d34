//===- base/grow_array_test.cpp ------------------------------------------------------------===//
#include "base/grow_array.h"

#include "memory/globals.h"

#include <gtest/gtest.h>

#include <cstdint>

using namespace stm;

namespace {

struct Triple {
  uint64_t a, b, c;
};

TEST(GrowArray, StartsEmpty) {
  GrowArray<int> array;
  EXPECT_TRUE(array.empty());
  EXPECT_EQ(array.size(), 0u);
  EXPECT_EQ(array.begin(), array.end());
}

TEST(GrowArray, KeepsElementsWhenItGrows) {
  GrowArray<Triple> array;
  constexpr uint64_t kCount = 100000; // far beyond the first reservation
  for (uint64_t i = 0; i < kCount; ++i)
    array.push({i, i * 3, ~i});
  ASSERT_EQ(array.size(), kCount);
  for (uint64_t i = 0; i < kCount; ++i) {
    ASSERT_EQ(array[i].a, i);
    ASSERT_EQ(array[i].c, ~i);
  }
  EXPECT_EQ(array.back().b, (kCount - 1) * 3);
  array.release();
}

TEST(GrowArray, ExtendGivesRoomForMoreThanItsDouble) {
  GrowArray<uint8_t> array;
  array.push(7);
  constexpr size_t kMuch = 10 << 20;
  uint8_t *room = array.extend(kMuch);
  memset(room, 9, kMuch);
  EXPECT_EQ(array.size(), kMuch + 1);
  EXPECT_EQ(array[0], 7);
  EXPECT_EQ(array.back(), 9);
  array.release();
}

TEST(GrowArray, ExtendByNothingIsNothing) {
  GrowArray<uint8_t> array;
  array.extend(0);
  EXPECT_TRUE(array.empty());
}

TEST(GrowArray, TruncateAndClearKeepTheRoom) {
  GrowArray<int> array;
  for (int i = 0; i < 1000; ++i)
    array.push(i);
  int *room = array.begin();
  array.truncate(10);
  EXPECT_EQ(array.size(), 10u);
  EXPECT_EQ(array.back(), 9);
  array.clear();
  EXPECT_TRUE(array.empty());
  array.push(42);
  EXPECT_EQ(array.begin(), room);
  EXPECT_EQ(array[0], 42);
  array.release();
}

TEST(GrowArray, CanBeUsedAgainAfterRelease) {
  GrowArray<int> array;
  array.push(1);
  array.release();
  EXPECT_TRUE(array.empty());
  array.push(2);
  EXPECT_EQ(array[0], 2);
  array.release();
}

TEST(GrowArray, LivesOutsideTheWindow) {
  GrowArray<int> array;
  array.push(1);
  EXPECT_EQ(windowOffset(reinterpret_cast<uint64_t>(array.begin())), kNoOffset);
  array.release();
}

} // namespace
