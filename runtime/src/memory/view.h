//===- memory/view.h - A transaction's own memory ---------------------------===//
//
// A view shows the whole window at base + (index + 1) * kMappingStride. Its mapping is private to it: a page
// is the canonical one until somebody copies it (memory/pages).
//
// Words and states
//   owned     a thread holds the view (owner != 0), in a transaction or between two
//   active    its thread is in a transaction, or on the way: kStarting, nobody drops its copies (its thread brings them up to
//             date); kRunning, commits must keep invariants I1 and I3 for it
//   position  the view's private pages show the committed state at this log position (I4), plus, while
//             active, the transaction's own writes (I1)
//
// Thread safety: `owner` is taken with a compare-and-swap; `active` and `position` are written by
// the owner and read by everybody; the rest belongs to the owner.
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_VIEW_H
#define STM_MEMORY_VIEW_H

#include "memory/layout.h"

#include <atomic>
#include <cstdint>

namespace stm {

struct alignas(128) View {
  static constexpr uint32_t kGivenPages = 256;
  static constexpr uint32_t kInactive = 0, kStarting = 1, kRunning = 2;
  std::atomic<uint32_t> active{kInactive};
  std::atomic<uint32_t> owner{0};    ///< a thread's number; 0: free
  std::atomic<uint64_t> position{0};
  std::atomic<uint32_t> given{0};    ///< copies that committers made for it; changes under the commit lock
  Page given_pages[kGivenPages] = {}; ///< the latest of them, by number modulo kGivenPages; under the commit lock
  std::atomic<uint64_t> begins{0};   ///< transactions begun; written by the owner only
  unsigned index = 0;
  int64_t offset = 0;                ///< add to a canonical address
  uint16_t *read_marks = nullptr;
  uint16_t *write_marks = nullptr;
  uint16_t stamp = 0;
  bool has_huge_marks = false;

  uint32_t bit() const { return 1u << index; }
  uint8_t *at(uint64_t window_offset) const {
    return reinterpret_cast<uint8_t *>(layout.base + uint64_t(offset) + window_offset);
  }
  uint8_t *at(Granule granule) const { return at(offsetOf(granule)); }
  /// With the commit lock held, before the copy: whoever sees it sees this (tx/begin.cpp).
  void noteGiven(Page page) {
    uint32_t count = given.load(std::memory_order_relaxed);
    given_pages[count % kGivenPages] = page;
    given.store(count + 1, std::memory_order_release);
  }
  /// A stamp that no mark carries.
  void newStamp();
};

extern View views[kMaxViews];
/// Views that were ever owned: [0, usedViews()).
unsigned usedViews();

/// Maps the views and their marks; the window's first use by a second thread.
void createViews();
/// Takes the view that this thread had last (`hint`, may be null) or any free one; waits for one if need be.
View *takeView(View *hint, uint32_t thread_number);
/// Takes this view if nobody owns it, and it was ever owned.
bool tryTakeView(View &view, uint32_t thread_number);
void returnView(View *view);
/// In the child of a fork: maps the views again and frees those of other threads.
void resetViewsAfterFork(uint32_t surviving_owner);

} // namespace stm

#endif
