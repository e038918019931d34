//===- tx/own_range.cpp - stm_own_range and what a commit makes of it -------------------===//
#include "tx/own_range.h"

#include "memory/globals.h"
#include "memory/home_pages.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "memory/range_records.h"
#include "tx/home.h"

#include <algorithm>
#include <cstring>

namespace stm {

uint64_t entriesOfRanges(const GrowArray<OwnedRange> &ranges) {
  uint64_t entries = 0;
  for (const OwnedRange &range : ranges)
    entries += entriesOfRecords(range.begin, range.end);
  return entries;
}

void publishRanges(const View &view, const GrowArray<OwnedRange> &ranges, bool log) {
  bool any_fresh = false;
  for (const OwnedRange &range : ranges) {
    any_fresh |= range.is_fresh;
    if (log && !range.is_fresh)
      appendRange(view, range.begin, range.end);
    forEachPage(range.begin, range.end, [&](uint64_t begin, uint64_t end) {
      memcpy(layout.writer(begin), view.at(begin), end - begin);
      if (pages.state[begin >> kPageShift].load(std::memory_order_acquire) == kPageHot)
        memcpy(twinOf(begin), view.at(begin), end - begin);
    });
  }
  if (!log || !any_fresh)
    return;
  // Only views that hold the page need the log: for the others there is nothing older that they might put over it. Who claims it from
  // here on copies what was just stored.
  std::atomic_thread_fence(std::memory_order_seq_cst);
  for (const OwnedRange &range : ranges)
    if (range.is_fresh)
      forEachPage(range.begin, range.end, [&](uint64_t begin, uint64_t end) {
        if (claimedBits(Page(begin >> kPageShift)) & ~view.bit())
          appendRange(view, begin, end);
      });
}

static bool isGranuleChanged(const View &view, uint64_t at) {
  return differingBytes(loadGranule(view.at(at)), loadGranule(layout.writer(at))) != 0;
}

void findChangedBlocks(ThreadState &thread) {
  // To look at canonical memory costs more than to publish a few bytes too many.
  constexpr uint64_t kPublishedAsAWhole = 256;
  const View &view = *thread.view;
  thread.changed.clear();
  for (const Block &block : thread.fresh) {
    uint64_t at = windowOffset(reinterpret_cast<uint64_t>(block.address));
    forEachPage(at, at + block.size, [&](uint64_t first, uint64_t last) {
      if (block.size <= kPublishedAsAWhole) {
        thread.changed.push({first, last});
        return;
      }
      while (first < last && !isGranuleChanged(view, first))
        first += STM_GRANULE_SIZE;
      while (first < last && !isGranuleChanged(view, last - STM_GRANULE_SIZE))
        last -= STM_GRANULE_SIZE;
      if (first < last)
        thread.changed.push({first, last});
    });
  }
}

void restoreCommitted(const View &view, uint64_t begin, uint64_t end) {
  forEachPage(begin, end, [&](uint64_t at, uint64_t next) { memcpy(view.at(at), committedBytes(at), next - at); });
}

void restoreOwned(const ThreadState &thread, size_t first) {
  for (size_t i = first; i < thread.owned.size(); ++i)
    restoreCommitted(*thread.view, thread.owned[i].begin, thread.owned[i].end);
}

} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

static void own(void *memory, size_t size, bool is_fresh) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    return;
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(memory));
  if (offset == kNoOffset)
    return;
  // Whole granules only: what shares one with somebody else's bytes goes the usual way.
  uint64_t begin = (offset + STM_GRANULE_SIZE - 1) & ~uint64_t(STM_GRANULE_SIZE - 1);
  uint64_t end = (offset + size) & ~uint64_t(STM_GRANULE_SIZE - 1);
  if (begin >= end)
    return;
  View &view = *thread.view;
  takeCopies(thread, Page(begin >> kPageShift), Page((end - 1) >> kPageShift) + 1);
  std::fill(view.write_marks + granuleOf(begin), view.write_marks + granuleOf(begin) + (end - begin) / STM_GRANULE_SIZE,
            view.stamp);
  // Memory at home is published as it is written, and one abort's leavings are the next attempt's.
  size_t before = thread.owned.size();
  forEachPage(begin, end, [&](uint64_t at, uint64_t next) {
    if (isAtHome(Page(at >> kPageShift)))
      return;
    if (thread.owned.size() > before && thread.owned.back().end == at)
      thread.owned.back().end = next;
    else
      thread.owned.push({at, next, is_fresh});
  });
}

STM_API void stm_own_range(void *memory, size_t size) { own(memory, size, false); }
STM_API void stm_own_fresh_range(void *memory, size_t size) { own(memory, size, true); }

STM_API void stm_expect_range(void *memory, size_t size) {
  ThreadState &thread = threadState();
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(memory));
  if (offset == kNoOffset || size == 0)
    return;
  if (thread.mode == Mode::kView) {
    Page first = Page(offset >> kPageShift), end = Page((offset + size - 1) >> kPageShift) + 1;
    uint64_t cycles = takeCopies(thread, first, end);
    if (cycles != 0) // then commits have not been there either
      os::populate(layout.writer(uint64_t(first) << kPageShift), size_t(end - first) << kPageShift);
  } else if (isRangeOpen(offset, size)) {
    uint64_t begin = reinterpret_cast<uint64_t>(memory) & ~uint64_t(os::kPageSize - 1);
    os::populate(reinterpret_cast<void *>(begin), reinterpret_cast<uint64_t>(memory) + size - begin);
  }
}
