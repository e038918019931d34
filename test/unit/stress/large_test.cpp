//===- stress/large_test.cpp - More than the log takes --------------------------------------------===//
#include "stress/stress.h"

#include <cstdlib>
#include <cstring>

using namespace stm::test;

namespace {

struct Large : Stress {};

/// 3 MiB written in one region: more granules than the largest logged commit has.
TEST_F(Large, WriteSets) {
  constexpr size_t kLongs = (3 << 20) / sizeof(long);
  auto *values = static_cast<long *>(calloc(kLongs, sizeof(long)));
  Clock clock;
  runThreads(3, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      size_t first = random.below(kLongs);
      if (index == 0) {
        atomically([=] {
          long value = get(values[0]) + 1;
          for (size_t i = 0; i < kLongs; ++i)
            set(values[i], value);
        });
      } else {
        // A part of it, forwards from anywhere: all of one age.
        atomically([=] {
          long value = get(values[first]);
          for (size_t i = 0; i < 1000; ++i)
            expect(get(values[(first + i * 37) % kLongs]) == value);
        });
      }
    }
  });
  for (size_t i = 1; i < kLongs; ++i)
    if (values[i] != values[0])
      FAIL() << "value " << i;
  free(values);
}

/// Blocks of megabytes, allocated, filled and freed in regions and outside.
TEST_F(Large, Blocks) {
  constexpr unsigned kCells = 4;
  struct Block {
    size_t longs;
    long value[];
  };
  auto **cells = static_cast<Block **>(calloc(kCells, sizeof(Block *)));
  auto fillSome = [](Block *block, auto store) {
    for (size_t i = 0; i < block->longs; i += 509)
      store(block->value[i], long(i));
  };
  Clock clock;
  runThreads(3, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      Block *&cell = cells[random.below(kCells)];
      size_t longs = 1000 + random.below(300000);
      if (index == 0) { // publishes what it wrote outside, frees outside what it took out
        auto *block = static_cast<Block *>(malloc(sizeof(Block) + longs * sizeof(long)));
        block->longs = longs;
        fillSome(block, [](long &to, long value) { to = value; });
        Block *old;
        atomically([&, block] {
          old = get(cell);
          set(cell, block);
        });
        if (old)
          memset(old, 0x77, sizeof(Block) + old->longs * sizeof(long));
        free(old);
      } else if (random.oneIn(4)) {
        atomically([&, longs] {
          auto *block = static_cast<Block *>(malloc(sizeof(Block) + longs * sizeof(long)));
          set(block->longs, longs);
          for (size_t i = 0; i < longs; i += 509)
            set(block->value[i], long(i));
          free(get(cell));
          set(cell, block);
        });
      } else {
        bool wrong;
        atomically([&] {
          wrong = false;
          Block *block = get(cell);
          if (!block)
            return;
          size_t count = get(block->longs);
          // A doomed attempt may read a length that was overwritten outside.
          for (size_t i = 0; i < count && count < 400000; i += 509)
            wrong |= get(block->value[i]) != long(i);
          wrong |= count >= 400000;
        });
        expect(!wrong);
      }
    }
  });
  for (unsigned i = 0; i < kCells; ++i)
    free(cells[i]);
  free(cells);
}

/// Long readers while others commit so much that the log goes round under them.
TEST_F(Large, LogGoesRound) {
  constexpr size_t kLongs = 200000;
  auto *values = static_cast<long *>(calloc(kLongs, sizeof(long)));
  Clock clock(2);
  runThreads(3, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      size_t first = random.below(kLongs - 100000);
      if (index != 0)
        atomically([=] {
          for (size_t i = first; i < first + 100000; ++i)
            set(values[i], get(values[i]) + (i % 2 ? 1 : -1));
        });
      else
        atomically([=] {
          long sum = 0;
          for (size_t i = 0; i < kLongs; ++i)
            sum += get(values[i]);
          expect(sum == 0);
        });
    }
  });
  free(values);
}

} // namespace
