//===- memory/pages.h - Which page is shared, copied, protected --------------===//
//
// States of a canonical page
//   open       nobody holds a private copy; programs write it freely
//   protected  write-protected in canonical memory: the first write from outside
//              transactions is noticed (pageWritten)
//   hot        written from outside while copies exist: writable, and compared with its twin at every
//              begin (memory/hot_pages)
//   home       written in place by one view, and by nobody else (memory/home_pages)
//
// Holders of a page, one bit a view, twice:
//   claimed    the view has or is about to have a private copy
//   copied     it has one
//
// Invariants
//   P1  copied is a subset of claimed.
//   P2  claimed != 0 implies state != open. (Protect, then copy, then write.)
//   P3  a view without the copied bit shows the canonical page itself, or nothing of it if its home is another view.
//
// Commits write through the writer's mapping, which is never protected.
// Thread safety: all functions may be called by any thread; claimed bits and states change under pagesLock(), whose holders
// handle no signals.
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_PAGES_H
#define STM_MEMORY_PAGES_H

#include "base/lock.h"
#include "memory/view.h"

#include <atomic>
#include <cstdint>

namespace stm {

enum PageState : uint8_t {
  kPageOpen = 0,
  kPageOpenAlone = 1, ///< open, and often written from outside: never protected along with its chunk
  kPageProtected = 2,
  kPageHot = 3,
  kPageHome = 4
};

struct PageTable {
  std::atomic<uint8_t> *state = nullptr;    ///< a PageState per page
  std::atomic<uint32_t> *holders = nullptr; ///< copied << 16 | claimed
  bool *was_written = nullptr;              ///< from outside, while copies existed; under pagesLock()
};
extern PageTable pages;
Lock &pagesLock();

inline bool hasCopy(const View &view, Page page) {
  // acquire: pairs with the release in acquireCopy, so that whoever sees the bit sees the copy's mapping in place.
  return pages.holders[page].load(std::memory_order_acquire) >> 16 & view.bit();
}
/// Bits of the views with a private copy of the page.
inline uint32_t copiedBits(Page page) {
  return pages.holders[page].load(std::memory_order_acquire) >> 16;
}

/// Bits of the views with a private copy of the page, or about to have one.
inline uint32_t claimedBits(Page page) {
  uint32_t holders = pages.holders[page].load(std::memory_order_seq_cst);
  return (holders | holders >> 16) & 0xFFFF;
}

/// The page has a home; and it is another view (memory/home_pages).
inline bool isAtHome(Page page) { return pages.state[page].load(std::memory_order_relaxed) == kPageHome; }
inline bool isHomeOfAnother(const View &view, Page page) { return isAtHome(page) && !hasCopy(view, page); }

/// Calls visit(begin, end) for the part of [begin, end), window offsets, in each page.
template <class Visit> void forEachPage(uint64_t begin, uint64_t end, Visit visit) {
  for (uint64_t at = begin, next; at < end; at = next) {
    next = (at | (os::kPageSize - 1)) + 1;
    next = next < end ? next : end;
    visit(at, next);
  }
}

void createPageTable();

/// Gives the view its private copies of the pages [first, end), and perhaps of neighbours: the canonical bytes of this moment, a hot page's as far as the log knows
/// them. Called by the view's owner before its first store, and by a committer before it overwrites a page. Returns the
/// cycles that it took, 0 if the copies were there; or kHomeElsewhere, and nothing is done, if a page's home is another view.
constexpr uint64_t kHomeElsewhere = ~uint64_t(0);
uint64_t acquireCopies(const View &view, Page first, Page end);
inline uint64_t acquireCopy(const View &view, Page page) { return acquireCopies(view, page, page + 1); }
/// The same for another thread's view that runs, by a committer: the view notes what it was given.
uint64_t giveCopy(View &view, Page page);

/// The view shows the canonical page of every page again. The view must not be active, or be the caller's own with
/// nothing written.
void dropCopies(const View &view);
/// The same for all views, and lifts all protection. The caller has made sure that no
/// view is active and none becomes active (gate and commit lock).
void dropAllCopies();
/// With the gate shut and the commit lock held: all views show canonical memory, at the log's tail. The
/// caller's own view may be active if all its writes are published.
void resetViews();
/// Pages that some view has claimed since the last dropAllCopies.
size_t claimedPages();
/// True if no page of the range is claimed or protected.
bool isRangeOpen(uint64_t window_offset, size_t size);

/// The thread that runs an irrevocable transaction, with the gate shut: a threadId(), or 0. Its faults are counted from the time
/// this is set; when they have cost about as much as new copies will, all copies are dropped and no more faults come.
void setSoleThread(uint32_t thread_id);
uint32_t faultsOfSoleThread();
/// True if that many faults cost as much as the views' copies.
bool outweighCopies(uint64_t faults);

/// Makes a protected page writable, as a fault would.
void openPage(Page page);
/// A thread outside of transactions, or an irrevocable one, wants to write: makes the page writable. Called by the service thread.
/// False: the commit lock was not to be had, and nothing was done.
bool pageWritten(uint64_t address, uint32_t thread_id);

/// Copies made and pages dropped so far.
struct PageCounts {
  std::atomic<uint64_t> copied{0}, dropped{0}, protect_calls{0}, outside_writes{0};
};
extern PageCounts page_counts;

} // namespace stm

#endif
