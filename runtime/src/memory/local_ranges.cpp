//===- memory/local_ranges.cpp - Memory that the program restores itself --------===//
#include "memory/local_ranges.h"

#include "base/check.h"
#include "base/lock.h"
#include "memory/layout.h"

#include <cstddef>

namespace stm {

os::Range local_ranges[kMostLocalRanges];
std::atomic<unsigned> local_range_count{0};
static Lock lock;

} // namespace stm

extern "C" __attribute__((visibility("default"))) void stm_local_memory(void *memory, size_t size) {
  using namespace stm;
  auto begin = reinterpret_cast<uint64_t>(memory);
  STM_CHECK(!layout.contains(begin), "stm_local_memory(%p, %zu): memory of malloc() and variables cannot be local; use mmap()", memory,
            size);
  LockGuard guard(lock);
  unsigned n = local_range_count.load(std::memory_order_relaxed);
  STM_CHECK(n < kMostLocalRanges, "stm_local_memory(): more than %u ranges; reserve one large one", kMostLocalRanges);
  local_ranges[n] = {begin, begin + size};
  // release: whoever sees the count sees the range.
  local_range_count.store(n + 1, std::memory_order_release);
}
