//===- memory/pages.cpp - Copying, protecting and dropping pages --------------===//
#include "memory/pages.h"

#include "base/check.h"
#include "base/grow_array.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/hot_pages.h"
#include "os/userfault.h"

#include <cstring>
#include <x86intrin.h>

namespace stm {

PageTable pages;
PageCounts page_counts;

namespace {
Lock pages_lock;
/// Every page with claimed != 0, each once.
GrowArray<Page> claimed_pages;
/// First pages of the chunks that hold protected or once protected pages, perhaps repeatedly.
GrowArray<Page> protected_chunks;

std::atomic<uint32_t> sole_thread{0}, sole_faults{0}, sole_opened{0};
/// What a fault costs, in copies of a page: 160 us against 10 (docs/decisions.md).
constexpr uint64_t kCopiesPerFault = 16;
/// Each page that the sole thread opens costs some system calls. Those for more pages than this, and more than this part of those that views
/// hold, cost more than new copies of all.
constexpr uint32_t kFewOpened = 32, kPartOpened = 8;
} // namespace

Lock &pagesLock() { return pages_lock; }

void createPageTable() {
  pages.state = os::allocateArray<std::atomic<uint8_t>>(kWindowPages, "page states");
  pages.holders = os::allocateArray<std::atomic<uint32_t>>(kWindowPages, "page holders");
  pages.was_written = os::allocateArray<bool>(kWindowPages, "history of pages");
}


/// Protects `page` and, since one call costs the same for a chunk, its open neighbours.
static void protectChunk(Page page) {
  Page first = page & ~Page(kPagesPerChunk - 1), end = first + kPagesPerChunk;
  protected_chunks.push(first);
  while (first < end) {
    auto eligible = [&](Page p) {
      uint8_t state = pages.state[p].load(std::memory_order_relaxed);
      return isViewed(p) && (state == kPageOpen || (p == page && state == kPageOpenAlone));
    };
    if (!eligible(first)) {
      ++first;
      continue;
    }
    Page last = first;
    // Pages that follow each other in the window need not do so where programs see them.
    while (last < end && eligible(last) &&
           programAddress(last) - programAddress(first) == uint64_t(last - first) << kPageShift)
      pages.state[last++].store(kPageProtected, std::memory_order_relaxed);
    os::protect(programAddress(first), size_t(last - first) << kPageShift);
    page_counts.protect_calls.fetch_add(1, std::memory_order_relaxed);
    first = last;
  }
}

/// The view's mapping has the copies. The view's owner and a committer may both come here; the second finds all done.
static void finishCopies(const View &view, Page first, Page end) {
  LockGuard guard(pages_lock);
  for (Page page = first; page < end; ++page) {
    if (hasCopy(view, page))
      continue;
    // What was written from outside and is not in the log yet must not be in the copy: were it undone before
    // the next look at the page, nothing would ever tell the view.
    if (pages.state[page].load(std::memory_order_relaxed) == kPageHot) {
      uint64_t offset = uint64_t(page) << kPageShift;
      memcpy(view.at(offset), twinOf(offset), os::kPageSize);
    }
    // release: the copy is in place for whoever sees the bit.
    pages.holders[page].fetch_or(view.bit() << 16, std::memory_order_release);
    page_counts.copied.fetch_add(1, std::memory_order_relaxed);
  }
}

/// With pages_lock held: the page is protected, and others see that the view is going to have a copy.
static void claimPage(const View &view, Page page) {
  if (pages.state[page].load(std::memory_order_relaxed) <= kPageOpenAlone)
    protectChunk(page);
  if (pages.holders[page].load(std::memory_order_relaxed) == 0)
    claimed_pages.push(page);
  // seq_cst: before the copy, against publishRanges.
  pages.holders[page].fetch_or(view.bit(), std::memory_order_seq_cst);
}

static void copyPage(const View &view, Page page) {
  // A store that changes nothing, atomic against the owner's own stores: the kernel copies the page before it returns.
  uint8_t *byte = view.at(uint64_t(page) << kPageShift);
  // In assembly, since a compiler may turn an atomic operation that changes nothing into a load.
  asm volatile("lock orb $0, %0" : "+m"(*byte) : : "memory");
}

/// Makes the view's mapping of [first, end) pages canonical again.
static void discardView(const View &view, Page first, Page end) {
  os::discard(view.at(uint64_t(first) << kPageShift), size_t(end - first) << kPageShift);
}

static bool isClaimed(const View &view, Page page) { return pages.holders[page].load(std::memory_order_relaxed) & view.bit(); }

/// With pages_lock held, of one page: if the view has claimed others of its chunk, what is unclaimed around it comes along. A copy of a page that the
/// view shows already interrupts all processors, which must forget where it was (45 of 60 us); pages that are dropped and copied together do so
/// once. Of the first page of a chunk one cannot know whether it stays the only one.
static void takeNeighbours(const View &view, Page &first, Page &end) {
  Page chunk = first & ~Page(kPagesPerChunk - 1), chunk_end = chunk + kPagesPerChunk;
  bool any = false;
  for (Page page = chunk; page < chunk_end; ++page)
    any |= isClaimed(view, page);
  if (!any)
    return;
  auto eligible = [&](Page page) {
    uint8_t state = pages.state[page].load(std::memory_order_relaxed);
    return isViewed(page) && (state == kPageOpen || state == kPageProtected) && !isClaimed(view, page);
  };
  while (first > chunk && eligible(first - 1))
    --first;
  while (end < chunk_end && eligible(end))
    ++end;
}

/// Claims the pages, with pages_lock held. What the view shows of them is dropped before: a copy that is being made is claimed, and stays.
static void claimPages(const View &view, Page first, Page end) {
  for (Page page = first; page < end; ++page) {
    if (isClaimed(view, page))
      continue;
    Page run_end = page + 1;
    while (run_end < end && !isClaimed(view, run_end))
      ++run_end;
    if (run_end - page > 1)
      discardView(view, page, run_end);
    for (; page < run_end; ++page)
      claimPage(view, page);
  }
}

static uint64_t makeCopies(const View &view, Page first, Page end, View *receiver) {
  while (first < end && hasCopy(view, first))
    ++first;
  if (first == end)
    return 0;
  uint64_t began = __rdtsc();
  os::SignalsBlocked signals;
  {
    LockGuard guard(pages_lock);
    for (Page page = first; page < end; ++page)
      if (isHomeOfAnother(view, page))
        return kHomeElsewhere;
    if (end - first == 1 && !isClaimed(view, first))
      takeNeighbours(view, first, end);
    for (Page page = first; receiver && page < end; ++page)
      if (!hasCopy(view, page))
        receiver->noteGiven(page);
    claimPages(view, first, end);
  }
  if (end - first > 1) // or else the store below is as good
    os::populate(view.at(uint64_t(first) << kPageShift), size_t(end - first) << kPageShift);
  for (Page page = first; page < end; ++page)
    if (!hasCopy(view, page))
      copyPage(view, page);
  finishCopies(view, first, end);
  return __rdtsc() - began;
}

uint64_t acquireCopies(const View &view, Page first, Page end) { return makeCopies(view, first, end, nullptr); }
uint64_t giveCopy(View &view, Page page) { return makeCopies(view, page, page + 1, &view); }

/// Runs `drop(first, end)` over claimed pages for which `mine` holds; neighbours go together.
template <class Mine, class Drop> static void forClaimedRuns(Mine mine, Drop drop) {
  size_t i = 0, count = claimed_pages.size();
  while (i < count) {
    if (!mine(claimed_pages[i])) {
      ++i;
      continue;
    }
    Page first = claimed_pages[i], end = first + 1;
    while (++i < count && claimed_pages[i] == end && mine(end))
      ++end;
    drop(first, end);
  }
}

/// Above this many pages one call for the whole range of claimed pages is cheaper.
constexpr size_t kPageByPage = 64;

static os::Range claimedSpan() {
  Page low = ~Page(0), high = 0;
  for (Page page : claimed_pages) {
    low = page < low ? page : low;
    high = page > high ? page : high;
  }
  return {low, uint64_t(high) + 1};
}

static void dropCopiesLocked(const View &view) {
  uint32_t both = view.bit() | view.bit() << 16;
  auto mine = [&](Page page) { return pages.holders[page].load(std::memory_order_relaxed) & both; };
  size_t held = 0;
  for (Page page : claimed_pages)
    held += mine(page) != 0;
  if (held == 0)
    return;
  // Clear the bits last: a committer that sees one may skip the copy.
  if (held > kPageByPage) {
    os::Range span = claimedSpan();
    discardView(view, Page(span.begin), Page(span.end));
  } else {
    forClaimedRuns(mine, [&](Page first, Page end) { discardView(view, first, end); });
  }
  for (Page page : claimed_pages)
    if (mine(page))
      pages.holders[page].fetch_and(~both, std::memory_order_release);
  page_counts.dropped.fetch_add(held, std::memory_order_relaxed);
}

void dropCopies(const View &view) {
  os::SignalsBlocked signals;
  LockGuard guard(pages_lock);
  dropCopiesLocked(view);
  size_t kept = 0;
  for (Page page : claimed_pages)
    if (pages.holders[page].load(std::memory_order_relaxed) != 0)
      claimed_pages[kept++] = page;
  claimed_pages.truncate(kept);
  // Pages that nobody holds any more stay protected or hot until written or dropped with all others.
}

static void liftProtection() {
  for (Page chunk : protected_chunks) {
    for (Page page = chunk; page < chunk + kPagesPerChunk; ++page) {
      if (pages.state[page].load(std::memory_order_relaxed) != kPageProtected)
        continue;
      // One call for the neighbours that follow.
      Page end = page + 1;
      while (end < chunk + kPagesPerChunk &&
             pages.state[end].load(std::memory_order_relaxed) == kPageProtected &&
             programAddress(end) - programAddress(page) == uint64_t(end - page) << kPageShift)
        ++end;
      for (Page p = page; p < end; ++p)
        pages.state[p].store(kPageOpen, std::memory_order_relaxed);
      os::unprotect(programAddress(page), size_t(end - page) << kPageShift);
      page = end - 1;
    }
  }
  protected_chunks.clear();
}

void dropAllCopies() {
  os::SignalsBlocked signals;
  LockGuard guard(pages_lock);
  for (unsigned i = 0; i < usedViews(); ++i)
    dropCopiesLocked(views[i]);
  claimed_pages.clear();
  forgetHotPages();
  liftProtection();
}

void resetViews() {
  dropAllCopies();
  // Views that were never used too: canonical memory may now change without the log, and a view that started from
  // an older position would put old bytes back.
  for (unsigned i = 0; i < kMaxViews; ++i)
    views[i].position.store(commit_log.tail(), std::memory_order_release);
}

size_t claimedPages() {
  os::SignalsBlocked signals;
  LockGuard guard(pages_lock);
  return claimed_pages.size();
}

bool isRangeOpen(uint64_t window_offset, size_t size) {
  for (Page page = Page(window_offset >> kPageShift); uint64_t(page) << kPageShift < window_offset + size; ++page)
    if (pages.state[page].load(std::memory_order_relaxed) > kPageOpenAlone)
      return false;
  return true;
}

void setSoleThread(uint32_t thread_id) {
  sole_faults.store(0, std::memory_order_relaxed);
  sole_opened.store(0, std::memory_order_relaxed);
  sole_thread.store(thread_id, std::memory_order_release);
}

uint32_t faultsOfSoleThread() { return sole_faults.load(std::memory_order_relaxed); }

bool outweighCopies(uint64_t faults) { return faults * kCopiesPerFault >= claimedPages(); }

/// Views that nobody owns, or all where none is active (`sole`), do not hold a copy of the page any more. A new one costs less than to compare
/// the page at each begin and commit until it cools. With the commit lock held.
static void dropPage(Page page, bool sole) {
  constexpr uint32_t kNoThread = ~uint32_t(0);
  uint32_t holders = claimedBits(page);
  if (holders == 0)
    return;
  for (uint32_t left = holders; left != 0; left &= left - 1) {
    View &view = views[__builtin_ctz(left)];
    if (!sole && !tryTakeView(view, kNoThread))
      continue;
    discardView(view, page, page + 1);
    pages.holders[page].fetch_and(~(view.bit() | view.bit() << 16), std::memory_order_release);
    page_counts.dropped.fetch_add(1, std::memory_order_relaxed);
    if (!sole)
      returnView(&view);
  }
  if (pages.holders[page].load(std::memory_order_relaxed) != 0)
    return;
  for (size_t i = claimed_pages.size(); i-- > 0;)
    if (claimed_pages[i] == page) {
      claimed_pages[i] = claimed_pages.back();
      claimed_pages.truncate(claimed_pages.size() - 1);
      return;
    }
}

/// `sole`: by the thread that runs alone. `locked`: the commit lock is held.
static void makeWritable(uint64_t address, bool sole, bool locked) {
  Page page = Page(windowOffset(address) >> kPageShift);
  os::SignalsBlocked signals;
  LockGuard guard(pages_lock);
  if (pages.state[page].load(std::memory_order_relaxed) == kPageProtected) {
    // The first time, the copies may be such as came along with their neighbours' and are of no use.
    if (sole || (locked && !pages.was_written[page]))
      dropPage(page, sole);
    if (pages.holders[page].load(std::memory_order_relaxed) == 0)
      pages.state[page].store(kPageOpenAlone, std::memory_order_relaxed);
    else
      makeHot(page);
    pages.was_written[page] |= !sole;
  }
  os::unprotect(address, os::kPageSize);
}

void openPage(Page page) {
  LockGuard guard(commitLock());
  uint32_t opened = sole_opened.fetch_add(1, std::memory_order_relaxed) + 1;
  if (opened > kFewOpened && opened * kPartOpened > claimedPages())
    resetViews();
  makeWritable(programAddress(page), /*sole=*/true, /*locked=*/true);
}

bool pageWritten(uint64_t address, uint32_t thread_id) __attribute__((no_thread_safety_analysis)) {
  constexpr int64_t kPatience = 200'000;
  // The commit lock: no update from outside may come between a commit's validation and its stores (entry/atomics). But where a
  // signal handler writes that has interrupted a commit, the lock would never be free. Without it a commit's bytes may miss the twin, and
  // are then logged twice, which is harmless; commits with atomic objects handle no signals.
  bool interrupted = commitLock().isHeldBy(thread_id);
  if (!interrupted && !commitLock().tryLockFor(kPatience))
    return false;
  page_counts.outside_writes.fetch_add(1, std::memory_order_relaxed);
  // The sole thread cannot end before its fault is resolved: no view becomes active.
  bool sole = !interrupted && thread_id == sole_thread.load(std::memory_order_acquire);
  if (sole && outweighCopies(sole_faults.fetch_add(1, std::memory_order_relaxed) + 1))
    resetViews();
  makeWritable(address, sole, !interrupted);
  if (!interrupted)
    commitLock().unlock();
  return true;
}

} // namespace stm
