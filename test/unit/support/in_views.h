//===- support/in_views.h - Transactions that run in views ----------------------------------------===//
//
// Tests of what views do turn the other modes off: a lonely thread's and lock mode's transactions would never
// come near a view.
//
//===--------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_SUPPORT_IN_VIEWS_H
#define STM_TEST_SUPPORT_IN_VIEWS_H

#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/pages.h"
#include "memory/view.h"
#include "support/region.h"
#include "tx/exclusive.h"
#include "tx/thread_state.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace stm::test {

/// From here on every transaction that need not be irrevocable runs in a view, and may be tried any number of times.
inline void runInViews() {
  setenv("STM_LONE", "0", 1);
  setenv("STM_LOCK", "0", 1);
  setenv("STM_RETRIES", "1000000", 1);
  readFlags();
  atomically([] {}); // the first one starts the views
  ASSERT_GT(usedViews(), 0u);
}

inline uint64_t offsetOf(const volatile void *p) { return windowOffset(reinterpret_cast<uint64_t>(p)); }
inline Page pageOf(const volatile void *p) { return Page(offsetOf(p) >> kPageShift); }
inline Granule granuleOf(const volatile void *p) { return Granule(offsetOf(p) >> STM_GRANULE_SHIFT); }

/// Whole pages of the heap, all zero.
template <class T> T *allocatePages(size_t pages) {
  void *memory = aligned_alloc(os::kPageSize * kPagesPerChunk, pages * os::kPageSize);
  memset(memory, 0, pages * os::kPageSize);
  return static_cast<T *>(memory);
}

/// No view holds a copy of any page.
inline void dropEveryCopy() __attribute__((no_thread_safety_analysis)) {
  gateLock().lock();
  shutGate(nullptr);
  commitLock().lock();
  resetViews();
  commitLock().unlock();
  openGate();
  gateLock().unlock();
}

/// Aborts of this thread so far, for one cause.
inline uint64_t aborts(AbortCause cause) { return currentThread().counts.aborts[cause]; }

} // namespace stm::test

#endif
