//===- memory/layout_test.cpp - The address map ------------------------------------------------------===//
#include "memory/layout.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <unistd.h>

using namespace stm;

namespace {

int initialised = 5, zero;

uint64_t address(const void *p) { return reinterpret_cast<uint64_t>(p); }

TEST(Layout, TheWindowHoldsTheProgramAndItsHeap) {
  void *block = malloc(100);
  EXPECT_TRUE(layout.contains(address(&initialised)));
  EXPECT_TRUE(layout.contains(address(&zero)));
  EXPECT_TRUE(layout.contains(address(reinterpret_cast<void *>(&getenv))) == false) << "libraries lie elsewhere";
  EXPECT_TRUE(layout.contains(address(block)));
  EXPECT_FALSE(layout.contains(address(&block))) << "stacks lie elsewhere";
  free(block);
}

TEST(Layout, TheHeapLiesBetweenTheBreakAndTheTwins) {
  EXPECT_GT(layout.heap_begin, layout.base);
  EXPECT_GT(layout.heap_begin, address(sbrk(0)));
  EXPECT_EQ(layout.heap_end, layout.base + STM_WINDOW_SIZE - kTwinBytes);
  EXPECT_GT(layout.heap_end - layout.heap_begin, uint64_t(32) << 30);
  EXPECT_EQ(layout.heap_begin % os::kPageSize, 0u);
  void *block = malloc(1);
  EXPECT_GE(address(block), layout.heap_begin);
  EXPECT_LT(address(block), layout.heap_end);
  free(block);
}

TEST(Layout, BlocksOfEverySizeLieInTheHeap) {
  for (size_t size = 1; size < (size_t(1) << 28); size *= 3) {
    void *block = malloc(size);
    ASSERT_GE(address(block), layout.heap_begin);
    ASSERT_LE(address(block) + size, layout.heap_end);
    free(block);
  }
}

TEST(Layout, TheWritersMappingShowsTheHeap) {
  auto *block = static_cast<volatile int *>(malloc(sizeof(int)));
  *block = 17;
  auto *alias = reinterpret_cast<volatile int *>(layout.writer(address(const_cast<int *>(block)) - layout.base));
  EXPECT_EQ(*alias, 17);
  *alias = 18;
  EXPECT_EQ(*block, 18);
  free(const_cast<int *>(block));
}

TEST(Layout, MappingsDoNotOverlap) {
  EXPECT_EQ(layout.writerOffset(), (kMaxViews + 1) * kMappingStride);
  // View i is at base + (i + 1) windows; the writer's mapping follows the last.
  EXPECT_GE(layout.writerOffset(), uint64_t(kMaxViews) * STM_WINDOW_SIZE + STM_WINDOW_SIZE);
}

TEST(Layout, GranulesAndPagesOfOffsets) {
  EXPECT_EQ(granuleOf(0), 0u);
  EXPECT_EQ(granuleOf(15), 0u);
  EXPECT_EQ(granuleOf(16), 1u);
  EXPECT_EQ(granuleOf(STM_WINDOW_SIZE - 1), ~Granule(0));
  EXPECT_EQ(pageOf(granuleOf(4095)), 0u);
  EXPECT_EQ(pageOf(granuleOf(4096)), 1u);
  EXPECT_EQ(pageOf(~Granule(0)), kWindowPages - 1);
  EXPECT_EQ(offsetOf(granuleOf(STM_WINDOW_SIZE - 16)), STM_WINDOW_SIZE - 16);
}

} // namespace
