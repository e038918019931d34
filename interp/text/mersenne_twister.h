// MT19937, seeded by an array of words as its authors describe; the same sequence as CPython's random.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pystm {

struct MersenneTwister {
  uint32_t state[624];
  int index;

  void seed(uint32_t word);
  void seed(const uint32_t *key, size_t length);
  uint32_t next();
};

} // namespace pystm
