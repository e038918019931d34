//===- memory/globals_test.cpp - Data segments in the memory file -------------------------------------===//
#include "memory/globals.h"

#include "support/in_views.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

extern long library_value;
extern long library_zeros[5000];

using namespace stm;
using namespace stm::test;

namespace {

long initialised = 0x1122334455667788, zeros[3000];
const long constant = 42;
extern const char *const relocated;
const char *const relocated = "a pointer in a section that is read-only after relocation";

uint64_t address(const volatile void *p) { return reinterpret_cast<uint64_t>(p); }

void expectInverse(uint64_t at) {
  uint64_t offset = windowOffset(at);
  ASSERT_NE(offset, kNoOffset);
  EXPECT_EQ(programAddress(Page(offset >> kPageShift)) + at % os::kPageSize, at);
  EXPECT_TRUE(isViewed(Page(offset >> kPageShift)));
}

TEST(Globals, KeptTheirValues) {
  EXPECT_EQ(initialised, 0x1122334455667788);
  EXPECT_EQ(library_value, 7);
  EXPECT_EQ(zeros[2999], 0);
  EXPECT_EQ(library_zeros[4999], 0);
}

TEST(Globals, OffsetAndAddressAreInverse) {
  expectInverse(address(&initialised));
  expectInverse(address(&zeros[0]));
  expectInverse(address(&zeros[2999]));
  expectInverse(address(&library_value));
  expectInverse(address(&library_zeros[4999]));
  void *block = malloc(100);
  expectInverse(address(block));
  free(block);
}

TEST(Globals, TheExecutablesOffsetIsItsPlaceInTheWindow) {
  EXPECT_EQ(windowOffset(address(&initialised)), address(&initialised) - layout.base);
}

TEST(Globals, ALibrarysDataHaveTwinsAtTheWindowsEnd) {
  EXPECT_FALSE(layout.contains(address(&library_value)));
  EXPECT_GE(windowOffset(address(&library_value)), STM_WINDOW_SIZE - kTwinBytes);
  EXPECT_EQ(windowOffset(address(&library_zeros[1])), windowOffset(address(&library_zeros[0])) + sizeof(long));
}

TEST(Globals, TheMemoryFileShowsThem) {
  EXPECT_EQ(*reinterpret_cast<long *>(layout.writer(windowOffset(address(&library_value)))), library_value);
  *reinterpret_cast<long *>(layout.writer(windowOffset(address(&zeros[5])))) = 9;
  EXPECT_EQ(*const_cast<volatile long *>(&zeros[5]), 9);
  zeros[5] = 0;
}

TEST(Globals, ForeignMemoryHasNoOffset) {
  int local;
  static thread_local int thread_local_value;
  EXPECT_EQ(windowOffset(address(&local)), kNoOffset);
  EXPECT_EQ(windowOffset(address(&thread_local_value)), kNoOffset);
  EXPECT_EQ(windowOffset(address(stdout)), kNoOffset) << "the C library is not instrumented";
  EXPECT_EQ(windowOffset(0), kNoOffset);
}

TEST(Globals, GapsAndReadOnlySegmentsAreNotViewed) {
  EXPECT_FALSE(isViewed(pageOf(granuleOf(address(&constant) - layout.base))));
  EXPECT_FALSE(isViewed(Page((layout.heap_begin - layout.base) >> kPageShift) - 1));
}

TEST(Globals, AdoptingAgainChangesNothing) {
  initialised = 5;
  uint64_t before = windowOffset(address(&library_value));
  adoptModule(&initialised);
  adoptModule(&library_value);
  EXPECT_EQ(initialised, 5);
  EXPECT_EQ(windowOffset(address(&library_value)), before);
}

TEST(Globals, ReadOnlyAfterRelocationStaysSo) {
  auto **pointer = const_cast<const char **>(&relocated);
  asm volatile("" : "+r"(pointer));
  EXPECT_EQ(**pointer, 'a');
  EXPECT_DEATH(*pointer = nullptr, "");
}

/// Overlapping transactions of two threads: then there are views, and both run in them.
void updateEverywhere() {
  atomically([] {
    set(initialised, get(initialised) + get(constant));
    set(library_value, get(library_value) + 1);
    set(library_zeros[4000], get(library_zeros[4000]) + 1);
    set(zeros[100], get(zeros[100]) + (get(relocated)[0] == 'a'));
  });
}

TEST(Globals, TransactionsReachThemAll) {
  runInViews();
  initialised = 0, library_value = 0;
  std::thread threads[2];
  for (std::thread &thread : threads)
    thread = std::thread([] {
      for (int i = 0; i < 2000; ++i)
        updateEverywhere();
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_GT(usedViews(), 0u);
  EXPECT_EQ(initialised, 4000 * 42);
  EXPECT_EQ(library_value, 4000);
  EXPECT_EQ(library_zeros[4000], 4000);
  EXPECT_EQ(zeros[100], 4000);
}

TEST(Globals, WritableRangesCoverThem) {
  static bool found[3];
  forEachWritableRange([](uint64_t begin, uint64_t size) {
    auto holds = [&](const void *p) { return address(p) - begin < size; };
    found[0] |= holds(&initialised);
    found[1] |= holds(&library_zeros[2]);
    found[2] |= layout.heap_begin == begin && layout.heap_end == begin + size;
  });
  EXPECT_TRUE(found[0] && found[1] && found[2]);
}

} // namespace
