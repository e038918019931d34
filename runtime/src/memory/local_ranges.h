//===- memory/local_ranges.h - Memory that the program restores itself ----------===//
//
// Ranges outside the window that stm_local_memory() has named: each part of them is used by one thread alone. Stores of
// transactions to them go through, without a log. There are few, for good.
//
//===--------------------------------------------------------------------------===//
#ifndef STM_MEMORY_LOCAL_RANGES_H
#define STM_MEMORY_LOCAL_RANGES_H

#include "os/os.h"

#include <atomic>
#include <cstdint>

namespace stm {

constexpr unsigned kMostLocalRanges = 16;
extern os::Range local_ranges[kMostLocalRanges];
extern std::atomic<unsigned> local_range_count;

inline bool isLocalMemory(uint64_t address) {
  // acquire: whoever sees the count sees the ranges.
  for (unsigned i = 0, n = local_range_count.load(std::memory_order_acquire); i < n; ++i)
    if (local_ranges[i].contains(address))
      return true;
  return false;
}

} // namespace stm

#endif
