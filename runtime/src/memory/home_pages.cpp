//===- memory/home_pages.cpp - Giving chunks a home and taking it -----------------------------===//
#include "memory/home_pages.h"

#include "base/check.h"
#include "memory/globals.h"
#include "os/userfault.h"

#include <algorithm>

namespace stm {

HomeCounts home_counts;

namespace {

constexpr uint64_t kChunkBytes = uint64_t(kPagesPerChunk) << kPageShift;
constexpr Page kWindowChunks = Page(kWindowPages / kPagesPerChunk);
/// They go together when another view needs one.
constexpr Page kChunksTaken = 4;
/// Each home may split a mapping of every view, and Linux grants a process 65,530 of them.
constexpr uint32_t kMostMappings = 32768;

/// What a view's homes are worth: each that others take costs a halt of all transactions.
class Habit {
public:
  /// Whether the next chunk gets a home.
  bool wantsHome() { return wait_ == 0 || (--wait_, false); }
  void made() {
    if (++made_ < kMemory)
      return;
    made_ /= 2;
    taken_ /= 2;
    patience_ = std::max(patience_ / 2, kLeastPatience);
  }
  void taken() {
    if (++taken_ * kWorth <= made_ + kFree)
      return;
    wait_ = patience_;
    patience_ = std::min(patience_ * 2, kMostPatience);
  }

private:
  static constexpr uint32_t kLeastPatience = 64, kMostPatience = 1 << 16, kMemory = 1024;
  /// One in so many may be taken, and some threads share much only when they start.
  static constexpr uint32_t kWorth = 8, kFree = 128;
  uint32_t made_ = 0, taken_ = 0; ///< lately
  uint32_t wait_ = 0;             ///< chunks that stay without a home before the next gets one
  uint32_t patience_ = kLeastPatience;
};

// All under pagesLock().
Habit habits[kMaxViews];
uint8_t *home_of = nullptr; ///< for each chunk: the view's index + 1, or 0
Page span_begin = kWindowChunks, span_end = 0; ///< chunks outside of which home_of is 0
uint32_t homes = 0;

uint64_t offsetOfChunk(Page chunk) { return chunk * kChunkBytes; }

/// Calls visit(first, end) for runs of neighbouring chunks in [from, to) for which `mine` holds.
template <class Mine, class Visit> void forRuns(Page from, Page to, Mine mine, Visit visit) {
  for (Page chunk = from; chunk < to; ++chunk) {
    if (!mine(chunk))
      continue;
    Page first = chunk;
    while (chunk < to && mine(chunk))
      ++chunk;
    visit(first, chunk);
  }
}

void closeTo(const View &view, Page first, Page end) {
  os::forbid(view.at(offsetOfChunk(first)), (end - first) * kChunkBytes);
}

/// No view holds a copy of any page, nobody writes them from outside all the time.
bool mayMove(Page chunk) {
  if (offsetOfChunk(chunk) < layout.heap_begin - layout.base || offsetOfChunk(chunk) + kChunkBytes > layout.heap_end - layout.base)
    return false;
  for (Page page = chunk * kPagesPerChunk, end = page + kPagesPerChunk; page < end; ++page)
    if (pages.state[page].load(std::memory_order_relaxed) > kPageProtected || pages.holders[page].load(std::memory_order_relaxed) != 0)
      return false;
  return true;
}

void moveIn(const View &view, Page chunk) {
  Page first = chunk * kPagesPerChunk, end = first + kPagesPerChunk;
  bool is_protected = false;
  for (Page page = first; page < end; ++page)
    is_protected |= pages.state[page].load(std::memory_order_relaxed) == kPageProtected;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (&views[i] != &view)
      closeTo(views[i], chunk, chunk + 1);
  os::remapShared(uint64_t(view.at(offsetOfChunk(chunk))), kChunkBytes, layout.fd, offsetOfChunk(chunk));
  for (Page page = first; page < end; ++page) {
    pages.state[page].store(kPageHome, std::memory_order_relaxed);
    pages.holders[page].store(view.bit() << 16 | view.bit(), std::memory_order_release);
  }
  // Whoever writes from outside need not be noticed.
  if (is_protected)
    os::unprotect(programAddress(first), kChunkBytes);
  home_of[chunk] = uint8_t(view.index + 1);
  span_begin = std::min(span_begin, chunk);
  span_end = std::max(span_end, chunk + 1);
  ++homes;
  // A fault for each page otherwise.
  os::populate(view.at(offsetOfChunk(chunk)), kChunkBytes);
  home_counts.made.fetch_add(1, std::memory_order_relaxed);
}

/// The neighbouring chunks [first, end) are as all others, as far as their records go.
void clearRecords(Page first, Page end) {
  for (Page page = first * kPagesPerChunk; page < end * kPagesPerChunk; ++page) {
    pages.holders[page].store(0, std::memory_order_relaxed);
    pages.state[page].store(kPageOpen, std::memory_order_release);
  }
  std::fill(home_of + first, home_of + end, 0);
  homes -= end - first;
}

/// Of neighbouring chunks with one home.
void moveOut(Page first, Page end) {
  const View &view = views[home_of[first] - 1];
  os::remapPrivate(uint64_t(view.at(offsetOfChunk(first))), (end - first) * kChunkBytes, layout.fd, offsetOfChunk(first));
  for (unsigned i = 0; i < usedViews(); ++i)
    if (&views[i] != &view)
      os::allow(views[i].at(offsetOfChunk(first)), (end - first) * kChunkBytes);
  clearRecords(first, end);
}

/// Another view is going to use the chunk, to which nothing refers: its old home leaves it, unless a transaction runs there, which may
/// be about to use it, too.
void leaveUnused(Page chunk, uint32_t thread_number) {
  View &home = views[home_of[chunk] - 1];
  if (!tryTakeView(home, thread_number))
    return;
  moveOut(chunk, chunk + 1);
  returnView(&home);
}

void moveOutOf(unsigned home, Page from, Page to) {
  forRuns(std::max(from, span_begin), std::min(to, span_end), [&](Page chunk) { return home_of[chunk] == home; }, moveOut);
}

} // namespace

void makeHome(const View &view, Page first, Page end) {
  Page from = (first + kPagesPerChunk - 1) / kPagesPerChunk, to = end / kPagesPerChunk;
  os::SignalsBlocked signals;
  LockGuard guard(pagesLock());
  if (!home_of)
    home_of = os::allocateArray<uint8_t>(kWindowChunks, "homes of pages");
  Habit &habit = habits[view.index];
  for (Page chunk = from; chunk < to; ++chunk) {
    if (home_of[chunk] == view.index + 1)
      continue;
    if (home_of[chunk] != 0)
      leaveUnused(chunk, view.owner.load(std::memory_order_relaxed));
    if (habit.wantsHome() && (homes + 1) * 2 * usedViews() <= kMostMappings && mayMove(chunk)) {
      moveIn(view, chunk);
      habit.made();
    }
  }
}

void takeHome(Page page) {
  os::SignalsBlocked signals;
  LockGuard guard(pagesLock());
  Page chunk = page / kPagesPerChunk;
  unsigned home = home_of ? home_of[chunk] : 0;
  if (home == 0)
    return; // taken meanwhile
  home_counts.taken.fetch_add(1, std::memory_order_relaxed);
  habits[home - 1].taken();
  // What is needed next is often near.
  Page first = chunk & ~(kChunksTaken - 1);
  moveOutOf(home, first, first + kChunksTaken);
}

void endHomes(Page first, Page end) {
  os::SignalsBlocked signals;
  LockGuard guard(pagesLock());
  if (homes == 0)
    return;
  for (unsigned home = 1; home <= usedViews(); ++home)
    moveOutOf(home, first / kPagesPerChunk, (end + kPagesPerChunk - 1) / kPagesPerChunk);
}

static bool hasHome(Page chunk) { return home_of[chunk] != 0; }

void closeHomesTo(const View &view) {
  forRuns(span_begin, span_end, hasHome, [&](Page first, Page end) { closeTo(view, first, end); });
}

void forgetHomes() { forRuns(span_begin, span_end, hasHome, clearRecords); }

} // namespace stm
