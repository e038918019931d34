//===- memory/local_ranges.cpp - Memory that the program restores itself --------===//
#include "memory/local_ranges.h"

#include "base/check.h"
#include "base/lock.h"
#include "memory/layout.h"

#include <atomic>
#include <cstddef>

namespace stm {
namespace {

constexpr unsigned kMostRanges = 16;
struct Range {
  uint64_t begin, size;
};
Range ranges[kMostRanges];
std::atomic<unsigned> count{0};
Lock lock;

} // namespace

bool isLocalMemory(uint64_t address) {
  for (unsigned i = 0, n = count.load(std::memory_order_acquire); i < n; ++i)
    if (address - ranges[i].begin < ranges[i].size)
      return true;
  return false;
}

} // namespace stm

extern "C" __attribute__((visibility("default"))) void stm_local_memory(void *memory, size_t size) {
  using namespace stm;
  auto begin = reinterpret_cast<uint64_t>(memory);
  STM_CHECK(!layout.contains(begin), "stm_local_memory(%p, %zu): memory of malloc() and variables cannot be local; use mmap()", memory,
            size);
  LockGuard guard(lock);
  unsigned n = count.load(std::memory_order_relaxed);
  STM_CHECK(n < kMostRanges, "stm_local_memory(): more than %u ranges; reserve one large one", kMostRanges);
  ranges[n] = {begin, size};
  // release: whoever sees the count sees the range.
  count.store(n + 1, std::memory_order_release);
}
