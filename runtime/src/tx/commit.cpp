//===- tx/commit.cpp - Validating and publishing a transaction ----------------------===//
#include "base/check.h"
#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/home_pages.h"
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
static uint32_t otherRunningViews(const View &mine) {
  uint32_t bits = 0;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (&views[i] != &mine && views[i].active.load(std::memory_order_seq_cst) == View::kRunning)
      bits |= views[i].bit();
  return bits;
}

/// I3: every running view gets its copy of the page before it is overwritten. Returns the cycles spent on copying.
static uint64_t keepForOthers(Page page, uint32_t active) {
  uint64_t cycles = 0;
  uint32_t missing = active & ~copiedBits(page);
  while (missing) {
    unsigned index = unsigned(__builtin_ctz(missing));
    missing &= missing - 1;
    cycles += giveCopy(views[index], page);
  }
  return cycles;
}

namespace {

/// Before the commit lock is taken: which bytes of the logged granules to publish, which parts of fresh blocks. It stays so: whoever commits to
/// one of these granules first dooms this transaction. Returns how many entries they take in the log.
///
/// What did not change need not be published. But where one byte of a stored word changed, all go, since
/// a whole word is one store, and stores by the byte are slow (I6: bytes that were not stored to stay out).
uint64_t findChanges(ThreadState &thread) {
  const View &view = *thread.view;
  uint64_t entries = 0;
  Page last = kNoPage;
  bool at_home = false;
  for (UndoEntry &entry : thread.undo) {
    if (Page page = pageOf(entry.granule); page != last)
      last = page, at_home = isAtHome(page);
    if (at_home) { // of this view, and written in place
      entry.written = 0;
      continue;
    }
    uint16_t changed = differingBytes(loadGranule(view.at(entry.granule)), entry.old);
    entry.written = changed & entry.written ? changed | entry.written : changed;
    entries += entry.written != 0;
  }
  findChangedBlocks(thread);
  return entries + entriesOfRanges(thread.changed) + entriesOfRanges(thread.owned);
}

/// Sends what a transaction changed to the log and to canonical memory: all copies for others first, so that no canonical byte
/// that they may see changes before the last of them exists.
class Publisher {
public:
  Publisher(ThreadState &thread, bool log) : thread_(thread), view_(*thread.view), log_(log) {}

  /// Of logged granules. What is the transaction's own nobody else sees.
  void keepForOthers(uint32_t active) const {
    Page last = kNoPage;
    for (const UndoEntry &entry : thread_.undo) {
      if (entry.written == 0 || pageOf(entry.granule) == last)
        continue;
      last = pageOf(entry.granule);
      thread_.sample.exclude(stm::keepForOthers(last, active));
    }
  }

  void writeGranules() const {
    bool atomics = !thread_.atomics.empty();
    Page last = kNoPage;
    bool hot = false;
    for (size_t i = 0; i < thread_.undo.size(); ++i) {
      const UndoEntry &entry = thread_.undo[i];
      if (entry.written == 0 || (__builtin_expect(atomics, 0) && lastWrite(entry.granule) != kNever))
        continue;
      if (Page page = pageOf(entry.granule); page != last) {
        last = page;
        hot = pages.state[page].load(std::memory_order_acquire) == kPageHot;
      }
      if (i < thread_.places.size())
        noteLogged(commit_log.next(), thread_.places[i]);
      Bytes16 bytes = loadGranule(view_.at(entry.granule));
      if (log_)
        commit_log.append({entry.granule, entry.written, 0, bytes});
      uint64_t offset = offsetOf(entry.granule);
      storeMasked(layout.writer(offset), bytes, entry.written);
      if (hot)
        storeMasked(twinOf(offset), bytes, entry.written);
    }
  }

  void writeRanges() const {
    publishRanges(view_, thread_.changed, log_);
    publishRanges(view_, thread_.owned, log_);
  }

  /// Atomic objects, after all else: code outside of regions may be waiting for them.
  void writeAtomics() const {
    for (size_t i = 0; i < thread_.atomics.size(); ++i)
      if (lastWrite(thread_.atomics[i]) == i)
        writeAtomic(thread_.atomics[i]);
  }

private:
  /// The index of the last atomic write to the granule. They are few, or their search is a small part of the whole.
  size_t lastWrite(Granule granule) const {
    for (size_t i = thread_.atomics.size(); i-- > 0;)
      if (thread_.atomics[i] == granule)
        return i;
    return kNever;
  }
  void writeAtomic(Granule granule) const {
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
  bool log_;
};

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

/// With the commit lock held and the transaction valid at the tail. `changes`: entries that it takes.
static void publishLocked(ThreadState &thread, uint64_t changes) {
  View &view = *thread.view;
  thread.counts.granules += changes;
  if (changes == 0)
    return;
  commit_log.publishing.store(1, std::memory_order_seq_cst);
  uint32_t active = otherRunningViews(view);
  bool log = changes <= CommitLog::kLargestCommit;
  STM_ASSERT(log || active == 0);
  Publisher publisher(thread, log);
  if (active)
    publisher.keepForOthers(active);
  publisher.writeGranules();
  publisher.writeRanges();
  publisher.writeAtomics();
  commit_log.publish();
  view.position.store(commit_log.tail(), std::memory_order_release);
  if (!log)
    resetViews(); // nobody else is active: the others need no log if they have no copies
  commit_log.publishing.store(0, std::memory_order_release);
  trimWriterMapping();
}

/// An upper bound of the entries that a commit would log.
static uint64_t mostEntries(const ThreadState &thread) {
  uint64_t entries = thread.undo.size() + entriesOfRanges(thread.owned);
  for (const Block &block : thread.fresh) {
    uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block.address));
    entries += entriesOfRecords(begin, begin + block.size);
  }
  return entries;
}

/// See entry/atomics: what is written atomically to a hot page must not be published from here.
static bool isAtomicInUseOutside(const ThreadState &thread) {
  for (Granule granule : thread.atomics)
    if (pages.state[pageOf(granule)].load(std::memory_order_acquire) == kPageHot)
      return true;
  return false;
}

static bool publishWithSignals(ThreadState &thread) {
  uint64_t changes = findChanges(thread);
  LockGuard guard(commitLock());
  if (anyHotPageChanged())
    publishHotPages();
  if (!isValid(thread))
    return false;
  if (isAtomicInUseOutside(thread)) {
    thread.next_try = Alone::kWithoutView;
    return false;
  }
  catchUp(thread);
  publishLocked(thread, changes);
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
  thread.next_try = Alone::kNo;
  fast.busy = 0;
  __stm_self.view_offset = 0;
  // release: commits that see the view inactive need not keep pages for it any more.
  thread.view->active.store(View::kInactive, std::memory_order_release);
  releaseClaims(thread);
  returnView(thread.view);
  releaseHeldGate(thread);
}

static void commitView(ThreadState &thread) {
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
    if (mostEntries(thread) > CommitLog::kLargestCommit)
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

void commitTransaction(ThreadState &thread) {
  if (thread.mode == Mode::kView)
    commitView(thread);
  else if (thread.mode == Mode::kLocked)
    endLocked(thread);
  else
    endExclusive(thread);
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
  else if (thread.mode == Mode::kIdle)
    return; // The end of a region that was cancelled.
  else
    commitTransaction(thread);
  if (!thread.elisions.empty())
    settleLocks(thread);
  if (!thread.actions.empty())
    runCommitActions(thread);
}
