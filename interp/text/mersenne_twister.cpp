// See mersenne_twister.h.
#include "text/mersenne_twister.h"

#include <algorithm>

namespace pystm {
namespace {

constexpr int kSize = 624;
constexpr int kMiddle = 397;

} // namespace

void MersenneTwister::seed(uint32_t word) {
  state[0] = word;
  for (uint32_t i = 1; i < kSize; ++i)
    state[i] = 1812433253U * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
  index = kSize;
}

void MersenneTwister::seed(const uint32_t *key, size_t length) {
  seed(19650218U);
  uint32_t i = 1;
  uint32_t k = 0;
  auto advance = [&] {
    if (++i >= kSize) {
      state[0] = state[kSize - 1];
      i = 1;
    }
  };
  for (size_t round = std::max<size_t>(kSize, length); round > 0; --round) {
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525U)) + key[k] + k;
    advance();
    if (++k >= length)
      k = 0;
  }
  for (int round = kSize - 1; round > 0; --round) {
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941U)) - i;
    advance();
  }
  state[0] = 0x80000000U;
}

uint32_t MersenneTwister::next() {
  if (index >= kSize) {
    for (int i = 0; i < kSize; ++i) {
      uint32_t y = (state[i] & 0x80000000U) | (state[(i + 1) % kSize] & 0x7FFFFFFFU);
      state[i] = state[(i + kMiddle) % kSize] ^ (y >> 1) ^ ((y & 1) ? 0x9908B0DFU : 0);
    }
    index = 0;
  }
  uint32_t y = state[index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9D2C5680U;
  y ^= (y << 15) & 0xEFC60000U;
  return y ^ (y >> 18);
}

} // namespace pystm
