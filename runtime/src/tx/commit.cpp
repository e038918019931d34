//===- tx/commit.cpp - Validating and publishing a transaction ----------------------===//
#include "base/check.h"
#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "memory/range_records.h"
#include "tx/actions.h"
#include "tx/elision.h"
#include "tx/own_range.h"
#include "tx/reclaim.h"
#include "tx/retry.h"
#include "tx/exclusive.h"
#include "tx/lock_mode.h"
#include "tx/mode_choice.h"
#include "tx/transaction.h"

namespace stm {

bool isValid(ThreadState &thread) {
  View &view = *thread.view;
  uint64_t tail = commit_log.tail();
  uint64_t at = thread.validated;
  // "<": overwritten while we read, a range's size may be anything.
  for (; at < tail; at += entriesAt(commit_log.at(at))) {
    const LogEntry &entry = commit_log.at(at);
    bool conflict = isRangeHeader(entry) ? isRangeMarked(entry, view.read_marks, view.stamp) ||
                                               isRangeMarked(entry, view.write_marks, view.stamp)
                                         : view.read_marks[entry.granule] == view.stamp ||
                                               view.write_marks[entry.granule] == view.stamp;
    if (conflict) {
      thread.conflict = at;
      return false;
    }
  }
  if (commit_log.isOverrun(view.position.load(std::memory_order_relaxed)))
    return false;
  thread.validated = tail;
  return true;
}

/// Bits of the other views whose transactions must keep seeing the pages as they are.
static uint32_t otherActiveViews(const View &mine) {
  uint32_t bits = 0;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (&views[i] != &mine && views[i].active.load(std::memory_order_seq_cst))
      bits |= views[i].bit();
  return bits;
}

/// I3: every active view gets its copy of the page before it is overwritten. Returns the cycles spent on copying.
static uint64_t keepForOthers(Page page, uint32_t active) {
  uint64_t cycles = 0;
  uint32_t missing = active & ~copiedBits(page);
  while (missing) {
    unsigned index = unsigned(__builtin_ctz(missing));
    missing &= missing - 1;
    // Before the copy: whoever sees that sees this (tx/begin.cpp).
    View &view = views[index];
    uint32_t given = view.given.load(std::memory_order_relaxed);
    view.given_pages[given % View::kGivenPages] = page;
    view.given.store(given + 1, std::memory_order_release);
    cycles += acquireCopy(views[index], page);
  }
  return cycles;
}

namespace {

/// Sends written granules to the log and to canonical memory. Two rounds over the write set: all
/// copies for others first, so that no canonical byte changes before the last of them exists.
class Publisher {
public:
  Publisher(ThreadState &thread, uint32_t active, bool log)
      : thread_(thread), view_(*thread.view), active_(active), log_(log) {}

  void prepare(Granule granule) {
    Page page = pageOf(granule);
    if (page == last_page_)
      return;
    last_page_ = page;
    thread_.sample.exclude(keepForOthers(page, active_));
  }
  void write(Granule granule, uint16_t mask) {
    if (__builtin_expect(!thread_.atomics.empty(), 0) && isAtomic(granule))
      return;
    Bytes16 bytes = loadGranule(view_.at(granule));
    if (log_) {
      if (observed())
        noteLogged(commit_log.next(), place_);
      commit_log.append({granule, mask, 0, bytes});
    }
    uint64_t offset = offsetOf(granule);
    storeMasked(layout.writer(offset), bytes, mask);
    if (pages.state[pageOf(granule)].load(std::memory_order_acquire) == kPageHot)
      storeMasked(twinOf(offset), bytes, mask);
  }

  /// Where the program made the next writes.
  void setPlace(const stm_place &place) { place_ = place; }

  /// Atomic objects, after all else: code outside of regions may be waiting for them.
  void writeAtomics() {
    for (size_t i = 0; i < thread_.atomics.size(); ++i)
      if (lastWrite(thread_.atomics[i]) == i)
        writeAtomic(thread_.atomics[i]);
  }

private:
  bool isAtomic(Granule granule) const { return lastWrite(granule) != kNever; }
  /// The index of the last atomic write to the granule. They are few, or their search is a small part of the whole.
  size_t lastWrite(Granule granule) const {
    for (size_t i = thread_.atomics.size(); i-- > 0;)
      if (thread_.atomics[i] == granule)
        return i;
    return kNever;
  }
  void writeAtomic(Granule granule) {
    uint64_t offset = offsetOf(granule);
    Bytes16 bytes = loadGranule(view_.at(granule));
    // What differs was written here: writers from outside wait for the commit lock.
    uint16_t mask = differingBytes(bytes, loadGranule(layout.writer(offset)));
    if (!mask)
      return;
    if (log_)
      commit_log.append({granule, mask, 0, bytes});
    storeMaskedAtOnce(layout.writer(offset), bytes, mask);
  }

  static constexpr size_t kNever = ~size_t(0);
  ThreadState &thread_;
  const View &view_;
  uint32_t active_;
  bool log_;
  Page last_page_ = ~Page(0);
  stm_place place_ = {};
};

/// Calls visit(granule, mask of changed bytes) for everything that the transaction changed, and before that, if a program
/// observes, place(where it did).
template <class Visit, class Place> void forEachChange(ThreadState &thread, Visit visit, Place place) {
  const View &view = *thread.view;
  for (size_t i = 0; i < thread.undo.size(); ++i) {
    const UndoEntry &entry = thread.undo[i];
    if (uint16_t mask = differingBytes(loadGranule(view.at(entry.granule)), entry.old)) {
      if (i < thread.places.size())
        place(thread.places[i]);
      visit(entry.granule, mask);
    }
  }
  for (const Block &block : thread.fresh) {
    uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block.address));
    // Nobody else knows the block: whatever differs from canonical memory was written here.
    for (uint64_t at = begin; at < begin + block.size; at += STM_GRANULE_SIZE)
      if (uint16_t mask = differingBytes(loadGranule(view.at(at)), loadGranule(layout.writer(at))))
        visit(granuleOf(at), mask);
  }
}
template <class Visit> void forEachChange(ThreadState &thread, Visit visit) {
  forEachChange(thread, visit, [](const stm_place &) {});
}

} // namespace

/// With the commit lock held. The committers' mapping makes every page that it has touched count once more in the process's
/// resident set; its page table entries are dropped now and then, and come back when touched.
static void trimWriterMapping() {
  constexpr uint64_t kInterval = 8192; // pages copied, each of which cost more than its entry
  static uint64_t copied_then = 0;
  uint64_t copied = page_counts.copied.load(std::memory_order_relaxed);
  if (__builtin_expect(copied - copied_then < kInterval, 1))
    return;
  copied_then = copied;
  os::discard(layout.writer(0), STM_WINDOW_SIZE);
}

/// With the commit lock held and the transaction valid at the tail.
static void publishLocked(ThreadState &thread) {
  View &view = *thread.view;
  uint64_t changes = 0;
  forEachChange(thread, [&](Granule, uint16_t) { ++changes; });
  changes += ownedEntries(thread);
  thread.counts.granules += changes;
  if (changes == 0)
    return;
  commit_log.publishing.store(1, std::memory_order_seq_cst);
  uint32_t active = otherActiveViews(view);
  STM_ASSERT(changes <= CommitLog::kLargestCommit || active == 0);
  Publisher publisher(thread, active, changes <= CommitLog::kLargestCommit);
  forEachChange(thread, [&](Granule granule, uint16_t) { publisher.prepare(granule); });
  forEachChange(thread, [&](Granule granule, uint16_t mask) { publisher.write(granule, mask); },
                [&](const stm_place &place) { publisher.setPlace(place); });
  publisher.writeAtomics();
  publishOwned(thread, changes <= CommitLog::kLargestCommit);
  commit_log.publish();
  view.position.store(commit_log.tail(), std::memory_order_release);
  if (changes > CommitLog::kLargestCommit)
    resetViews(); // nobody else is active: the others need no log if they have no copies
  commit_log.publishing.store(0, std::memory_order_release);
  trimWriterMapping();
}

/// An upper bound of the granules that a commit would log.
static uint64_t writtenGranules(const ThreadState &thread) {
  uint64_t granules = thread.undo.size() + ownedEntries(thread);
  for (const Block &block : thread.fresh)
    granules += block.size / STM_GRANULE_SIZE + 1;
  return granules;
}

/// See entry/atomics: what is written atomically to a hot page must not be published from here.
static bool isAtomicInUseOutside(const ThreadState &thread) {
  for (Granule granule : thread.atomics)
    if (pages.state[pageOf(granule)].load(std::memory_order_acquire) == kPageHot)
      return true;
  return false;
}

static bool publishWithSignals(ThreadState &thread) {
  LockGuard guard(commitLock());
  if (anyHotPageChanged())
    publishHotPages();
  if (!isValid(thread))
    return false;
  if (isAtomicInUseOutside(thread)) {
    thread.wants_exclusive = true;
    return false;
  }
  catchUp(thread);
  publishLocked(thread);
  return true;
}

bool publishWrites(ThreadState &thread) {
  if (__builtin_expect(thread.atomics.empty(), 1))
    return publishWithSignals(thread);
  // A handler that updates one of these objects between validation and store would lose its update.
  os::SignalsBlocked signals;
  return publishWithSignals(thread);
}

static void finishView(ThreadState &thread) {
  thread.mode = Mode::kIdle;
  thread.attempts = 0;
  thread.wants_exclusive = false;
  fast.busy = 0;
  __stm_self.view_offset = 0;
  // release: commits that see the view inactive need not keep pages for it any more.
  thread.view->active.store(0, std::memory_order_release);
  releaseClaims(thread);
  returnView(thread.view);
  releaseHeldGate(thread);
}

void commitView(ThreadState &thread) {
  ThreadCounts &counts = thread.counts;
  if (flags.abort_every && thread.attempts == 0 && (counts.commits + 1) % flags.abort_every == 0)
    abortTransaction(thread, kInjected);
  if (thread.undo.empty() && thread.fresh.empty() && thread.owned.empty()) {
    // What was read on shared pages may have become private meanwhile, and been written outside.
    if (!isValid(thread))
      abortTransaction(thread, kConflict);
    ++counts.read_only;
  } else {
    // Too large for the log: nobody may need the log then.
    if (writtenGranules(thread) > CommitLog::kLargestCommit)
      return becomeExclusive(thread, nullptr), endExclusive(thread);
    if (!isValid(thread) || !publishWrites(thread))
      abortTransaction(thread, kConflict);
    wakeRetriers(/*unlogged=*/false);
  }
  ++counts.commits;
  finishView(thread);
  releaseAtCommit(thread);
  clearLogs(thread);
  noteRegionEnd(thread, false);
}

} // namespace stm

using namespace stm;

extern "C" __attribute__((visibility("default"))) void __stm_commit() {
  uint32_t lone_depth = fast.lone_depth.load(std::memory_order_relaxed);
  // Not 0, and without kLoneActions.
  if (__builtin_expect(lone_depth - 1 < kLoneActions - 1, 1)) {
    // release: what the region wrote is seen by a revoker that sees the depth fall.
    fast.lone_depth.store(lone_depth - 1, std::memory_order_release);
    return;
  }
  ThreadState &thread = threadState();
  if (fast.busy > 1) {
    --fast.busy;
    return;
  }
  if (lone_depth > kLoneActions + 1) {
    fast.lone_depth.store(lone_depth - 1, std::memory_order_relaxed);
    return;
  }
  if (lone_depth != 0)
    fast.lone_depth.store(0, std::memory_order_release);
  else if (thread.mode == Mode::kView)
    commitView(thread);
  else if (thread.mode == Mode::kLocked)
    endLocked(thread);
  else if (thread.mode == Mode::kExclusive)
    endExclusive(thread);
  else
    return; // The end of a region that was cancelled.
  if (!thread.elisions.empty())
    settleLocks(thread);
  if (!thread.actions.empty())
    runCommitActions(thread);
}
