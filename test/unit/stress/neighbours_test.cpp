//===- stress/neighbours_test.cpp - Bytes side by side -------------------------------------------===//
//
// A commit changes only the bytes that the transaction wrote: its neighbours in the same granule and word belong to other
// threads, inside or outside of regions.
//
//===------------------------------------------------------------------------------------------===//
#include "stress/stress.h"

#include <cstdlib>

using namespace stm::test;

namespace {

struct Neighbours : Stress {
  /// Thread t owns every byte i with i % 4 == t; threads 0 and 1 write outside, 2 and 3 in regions.
  static void run(uint8_t *bytes, size_t size) {
    Clock clock;
    runThreads(4, [&](unsigned index, Random &random) {
      auto *known = static_cast<uint8_t *>(calloc(size, 1));
      while (!clock.isOver()) {
        size_t at = random.below(uint32_t(size / 4)) * 4 + index;
        auto value = uint8_t(random.next());
        volatile uint8_t &byte = bytes[at];
        if (index < 2) {
          expect(byte == known[at]);
          byte = value;
          expect(byte == value);
        } else {
          uint8_t seen;
          atomically([&, at, value] {
            seen = get(bytes[at]);
            set(bytes[at], value);
          });
          expect(seen == known[at]);
        }
        known[at] = value;
      }
      for (size_t at = index; at < size; at += 4)
        expect(bytes[at] == known[at]);
      free(known);
    });
  }
};

alignas(16) uint8_t global_bytes[64];

TEST_F(Neighbours, InOneGranule) {
  auto *bytes = static_cast<uint8_t *>(calloc(16, 1));
  run(bytes, 16);
  free(bytes);
}

TEST_F(Neighbours, InGlobals) {
  memset(global_bytes, 0, sizeof global_bytes);
  run(global_bytes, sizeof global_bytes);
}

TEST_F(Neighbours, OverManyPages) {
  auto *bytes = static_cast<uint8_t *>(calloc(1 << 16, 1));
  run(bytes, 1 << 16);
  free(bytes);
}

/// One thread counts in a word of its own, outside; its neighbours count in regions, and read it never.
TEST_F(Neighbours, CountersInsideAndOutside) {
  struct Pair {
    uint32_t outside, inside;
  };
  auto *pairs = static_cast<Pair *>(calloc(512, sizeof(Pair)));
  Clock clock;
  runThreads(3, [&](unsigned index, Random &random) {
    uint32_t done = 0;
    while (!clock.isOver()) {
      unsigned i = random.below(512);
      if (index == 0) {
        volatile uint32_t &count = pairs[i].outside;
        uint32_t before = count;
        count = before + 1;
        expect(count == before + 1);
      } else {
        atomically([&, i] { set(pairs[i].inside, get(pairs[i].inside) + 1); });
      }
      ++done;
    }
    static std::atomic<uint32_t> inside{0}, outside{0}, ended{0};
    (index == 0 ? outside : inside) += done;
    if (++ended == 3) {
      for (unsigned i = 0; i < 512; ++i)
        inside -= pairs[i].inside, outside -= pairs[i].outside;
      expect(inside == 0 && outside == 0);
      inside = outside = ended = 0;
    }
  });
  free(pairs);
}

} // namespace
