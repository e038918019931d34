//===- memory/view.cpp - The pool of views ----------------------------------===//
#include "memory/view.h"

#include "base/lock.h"
#include "config/flags.h"
#include "memory/globals.h"
#include "memory/heap.h"
#include "memory/home_pages.h"
#include "os/os.h"

#include <algorithm>
#include <cstring>
#include <sched.h>

namespace stm {

View views[kMaxViews];
static std::atomic<unsigned> used_views{0};

unsigned usedViews() { return used_views.load(std::memory_order_acquire); }

constexpr size_t kMarkBytes = kWindowGranules * sizeof(uint16_t);

/// Zeroes the marks. Huge pages that are there stay: to get one costs ten times what it costs to clear it.
static void forgetMarks(uint16_t *marks) {
  constexpr size_t kHugePage = size_t(2) << 20, kMostKept = size_t(64) << 20;
  auto *begin = reinterpret_cast<uint8_t *>(marks);
  size_t used = ((heapTop() - layout.base) >> STM_GRANULE_SHIFT) * sizeof(uint16_t);
  size_t end = std::min((used + kHugePage - 1) & ~(kHugePage - 1), kMostKept); // what lies behind is seldom used, or too much to clear
  for (size_t at = 0; at < end; at += kHugePage) {
    if (os::isPresent(begin + at, kHugePage))
      memset(begin + at, 0, kHugePage);
    else
      os::discard(begin + at, kHugePage);
  }
  os::discard(begin + end, kMarkBytes - end);
}

void View::newStamp() {
  if (++stamp != 0)
    return;
  // The stamps have gone round: forget every mark.
  stamp = 1;
  if (has_huge_marks) {
    forgetMarks(read_marks);
    forgetMarks(write_marks);
    return;
  }
  has_huge_marks = true;
  for (uint16_t *marks : {read_marks, write_marks}) {
    os::discard(marks, kMarkBytes);
    // Every access of a transaction touches its mark: a second miss of the address translation cache for each. What runs that long has time
    // to fetch huge pages.
    os::preferHugePages(marks, kMarkBytes);
  }
}

static void mapView(View &view, unsigned index) {
  view.index = index;
  view.offset = int64_t((index + 1) * kMappingStride);
  os::mapPrivate(layout.base + uint64_t(view.offset), STM_WINDOW_SIZE, layout.fd, 0);
  view.read_marks = os::allocateArray<uint16_t>(kWindowGranules, "marks of a view");
  view.write_marks = os::allocateArray<uint16_t>(kWindowGranules, "marks of a view");
  showReadOnlySegments(view.offset);
}

void createViews() {
  for (unsigned i = 0; i < flags.views; ++i)
    mapView(views[i], i);
}

bool tryTakeView(View &view, uint32_t thread_number) {
  uint32_t nobody = 0;
  // acquire: pairs with the release in returnView, for the fields that belong to the owner.
  return view.owner.compare_exchange_strong(nobody, thread_number, std::memory_order_acquire, std::memory_order_relaxed);
}

static bool tryTake(View &view, uint32_t thread_number) {
  if (!tryTakeView(view, thread_number))
    return false;
  if (__builtin_expect(used_views.load(std::memory_order_relaxed) <= view.index, 0)) {
    os::SignalsBlocked signals;
    LockGuard guard(pagesLock());
    for (unsigned used; (used = used_views.load(std::memory_order_relaxed)) <= view.index;) {
      closeHomesTo(views[used]);
      used_views.store(used + 1, std::memory_order_seq_cst);
    }
  }
  return true;
}

View *takeView(View *hint, uint32_t thread_number) {
  if (hint && tryTake(*hint, thread_number))
    return hint;
  for (;;) {
    for (unsigned i = 0; i < flags.views; ++i)
      if (tryTake(views[i], thread_number))
        return &views[i];
    // More threads than views: the holders are short, and some of them wait for this core.
    sched_yield();
  }
}

void resetViewsAfterFork(uint32_t surviving_owner) {
  forgetHomes();
  for (View &view : views) {
    if (!view.read_marks)
      continue;
    os::remapPrivate(layout.base + uint64_t(view.offset), STM_WINDOW_SIZE, layout.fd, 0);
    showReadOnlySegments(view.offset);
    if (view.owner.load(std::memory_order_relaxed) != surviving_owner)
      view.owner.store(0, std::memory_order_relaxed);
  }
}

void returnView(View *view) { view->owner.store(0, std::memory_order_release); }

} // namespace stm
