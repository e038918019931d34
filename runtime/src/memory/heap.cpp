//===- memory/heap.cpp - jemalloc's arenas in the window --------------------------------===//
#include "memory/heap.h"

#include "base/check.h"
#include "memory/layout.h"
#include "memory/pages.h"

#include <atomic>
#include <cstdio>
#include <cstring>
#include <jemalloc/jemalloc.h>

namespace stm {

namespace {

/// Extents are cut from the window's heap in order and, once jemalloc has them, reused by it alone.
std::atomic<uint64_t> heap_used{0};

void *allocateExtent(extent_hooks_t *, void *wanted, size_t size, size_t alignment, bool *zero, bool *commit,
                     unsigned) {
  if (wanted)
    return nullptr;
  uint64_t used = heap_used.load(std::memory_order_relaxed), begin;
  do {
    begin = (layout.heap_begin + used + alignment - 1) & ~uint64_t(alignment - 1);
    if (size > layout.heap_end - begin || begin > layout.heap_end)
      return nullptr;
  } while (!heap_used.compare_exchange_weak(used, begin + size - layout.heap_begin, std::memory_order_relaxed));
  *zero = true; // never used before
  *commit = true;
  return reinterpret_cast<void *>(begin);
}

bool keepExtent(extent_hooks_t *, void *, size_t, bool, unsigned) { return true; }

bool purgeExtent(extent_hooks_t *, void *address, size_t, size_t offset, size_t length, unsigned) {
  uint64_t window_offset = reinterpret_cast<uint64_t>(address) + offset - layout.base;
  // Pages that views hold copies of are given back later, when the copies are gone.
  return !isRangeOpen(window_offset, length) || !os::punchHole(layout.writer(window_offset), length);
}

bool splitExtent(extent_hooks_t *, void *, size_t, size_t, size_t, bool, unsigned) { return false; }
bool mergeExtents(extent_hooks_t *, void *, size_t, void *, size_t, bool, unsigned) { return false; }

extent_hooks_t hooks = {allocateExtent, keepExtent, nullptr,     nullptr,     nullptr,
                        nullptr,        purgeExtent, splitExtent, mergeExtents};

constexpr unsigned kArenas = 4;
unsigned arenas[kArenas];
std::atomic<unsigned> next_thread{0};
thread_local bool is_bound;

} // namespace

void createHeap() {
  // An arena's metadata must stay out of the window: views would show them, and a fork's child would find them
  // changed by the parent. jemalloc's public headers do not declare this structure.
  struct {
    extent_hooks_t *hooks;
    bool metadata_use_hooks;
  } config = {&hooks, false};
  for (unsigned &arena : arenas) {
    size_t length = sizeof arena;
    STM_CHECK(mallctl("experimental.arenas_create_ext", &arena, &length, &config, sizeof config) == 0,
              "cannot create a heap arena; the runtime needs jemalloc 5.3");
  }
}

uint64_t heapTop() { return layout.heap_begin + heap_used.load(std::memory_order_relaxed); }

/// Binds the calling thread to one of the arenas before its first block.
static void bindThread() {
  is_bound = true;
  unsigned arena = arenas[next_thread.fetch_add(1, std::memory_order_relaxed) % kArenas];
  mallctl("thread.arena", nullptr, nullptr, &arena, sizeof arena);
  mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
}

static size_t wholeGranules(size_t size) {
  return size < STM_GRANULE_SIZE ? STM_GRANULE_SIZE : size;
}

void *heapAllocate(size_t size, size_t alignment) {
  if (__builtin_expect(!is_bound, 0))
    bindThread();
  return mallocx(wholeGranules(size), alignment > STM_GRANULE_SIZE ? MALLOCX_ALIGN(alignment) : 0);
}

void *heapAllocateForeign(size_t size, size_t alignment) {
  // Arena 0 keeps jemalloc's own extents.
  int flags = MALLOCX_ARENA(0) | MALLOCX_TCACHE_NONE;
  return mallocx(wholeGranules(size), alignment > STM_GRANULE_SIZE ? flags | MALLOCX_ALIGN(alignment) : flags);
}

void heapFree(void *block) {
  // A thread's cache would hand a block from outside the window out again as one from inside.
  dallocx(block, layout.contains(reinterpret_cast<uint64_t>(block)) ? 0 : MALLOCX_TCACHE_NONE);
}

size_t heapSize(const void *block) { return sallocx(block, 0); }

void *heapReallocate(void *block, size_t size) { return rallocx(block, wholeGranules(size), 0); }

} // namespace stm
