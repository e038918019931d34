//===- memory/bytes_test.cpp - Masked stores -------------------------------------------------------===//
#include "memory/bytes.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

using namespace stm;

namespace {

struct alignas(16) Granule16 {
  uint8_t bytes[16];
};

Bytes16 pattern(uint8_t start) {
  Granule16 granule;
  for (uint8_t &byte : granule.bytes)
    byte = start++;
  return loadGranule(granule.bytes);
}

uint8_t byteOf(const Bytes16 &bytes, unsigned i) { return uint8_t(bytes.half[i / 8] >> (i % 8 * 8)); }

TEST(Bytes, LoadKeepsTheOrder) {
  Bytes16 bytes = pattern(0x10);
  for (unsigned i = 0; i < 16; ++i)
    EXPECT_EQ(byteOf(bytes, i), 0x10 + i);
}

TEST(Bytes, DifferingBytesNamesEachDifference) {
  std::mt19937 random(1);
  for (int round = 0; round < 10000; ++round) {
    Granule16 a, b;
    unsigned expected = 0;
    for (unsigned i = 0; i < 16; ++i) {
      a.bytes[i] = uint8_t(random());
      b.bytes[i] = random() % 2 ? a.bytes[i] : uint8_t(random());
      expected |= unsigned(a.bytes[i] != b.bytes[i]) << i;
    }
    ASSERT_EQ(differingBytes(loadGranule(a.bytes), loadGranule(b.bytes)), expected);
  }
}

TEST(Bytes, StoreMaskedWritesTheMaskAndNothingElse) {
  Bytes16 bytes = pattern(0x40);
  for (unsigned mask = 0; mask <= 0xffff; ++mask) {
    Granule16 granule;
    memset(granule.bytes, 0xee, 16);
    storeMasked(granule.bytes, bytes, uint16_t(mask));
    for (unsigned i = 0; i < 16; ++i)
      ASSERT_EQ(granule.bytes[i], mask >> i & 1 ? 0x40 + i : 0xee) << "mask " << mask << " byte " << i;
  }
}

TEST(Bytes, BlendMaskedWritesTheMaskAndNothingElse) {
  Bytes16 bytes = pattern(0x40);
  for (unsigned mask = 0; mask <= 0xffff; ++mask) {
    Granule16 granule;
    memset(granule.bytes, 0xee, 16);
    blendMasked(granule.bytes, bytes, uint16_t(mask));
    for (unsigned i = 0; i < 16; ++i)
      ASSERT_EQ(granule.bytes[i], mask >> i & 1 ? 0x40 + i : 0xee) << "mask " << mask << " byte " << i;
  }
}

/// A store that read and wrote back its neighbours would lose the other thread's.
TEST(Bytes, StoresToDisjointMasksDoNotDisturbEachOther) {
  std::mt19937 random(2);
  for (int round = 0; round < 30; ++round) {
    auto mask = uint16_t(random());
    Granule16 granule = {};
    auto fill = [&](uint16_t own) {
      int wrong = 0;
      for (int i = 0; i < 20000; ++i) {
        Bytes16 bytes = pattern(uint8_t(i));
        storeMasked(granule.bytes, bytes, own);
        uint16_t different = differingBytes(loadGranule(granule.bytes), bytes);
        wrong += (different & own) != 0;
      }
      EXPECT_EQ(wrong, 0) << "mask " << own;
    };
    std::thread other(fill, uint16_t(~mask));
    fill(mask);
    other.join();
  }
}

} // namespace
