//===- tx/retry.cpp - stm_retry and stm_cancel -------------------------------------------------===//
//
// A transaction that retries is undone and its thread sleeps until a commit changes what it had read. It keeps its view
// meanwhile, inactive, for the sake of the marks: they are the set of what it read. Each commit
// that finds somebody asleep moves `changes` and wakes all; a sleeper then looks through the new log entries and, where
// none bears its marks, sleeps on. At most half of the views are kept so; who comes later is content with any change.
//
// What is written outside of transactions, or by irrevocable ones, is in no log: such a commit ends every sleep, and a
// sleeper looks again by itself now and then.
//
//===--------------------------------------------------------------------------------------------===//
#include "tx/retry.h"

#include "base/check.h"
#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/hot_pages.h"
#include "memory/range_records.h"
#include "tx/actions.h"
#include "tx/exclusive.h"
#include "tx/nesting.h"
#include "tx/transaction.h"

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace stm {

std::atomic<uint32_t> sleeping_retriers{0};

namespace {

std::atomic<uint32_t> changes{0};         ///< futex of the sleepers
std::atomic<uint32_t> unlogged_changes{0}; ///< those of them that the log does not show
std::atomic<uint32_t> kept_views{0};

/// A sleeper runs its transaction again after so long in any case: memory written outside of regions has no
/// log. Doubled each time.
constexpr int64_t kLongestSleep = 100'000'000;

/// True if an entry since `position` bears a mark; moves `position` on.
bool changedSince(const View &view, uint64_t &position) {
  uint64_t tail = commit_log.tail();
  for (uint64_t at = position; at < tail; at += entriesAt(commit_log.at(at))) {
    const LogEntry &entry = commit_log.at(at);
    if (isRangeHeader(entry) ? isRangeMarked(entry, view.read_marks, view.stamp)
                             : view.read_marks[entry.granule] == view.stamp || view.write_marks[entry.granule] == view.stamp)
      return true;
  }
  if (commit_log.isOverrun(position))
    return true;
  position = tail;
  return false;
}

/// One of the few that may keep their views asleep.
bool mayKeepView() {
  uint32_t kept = kept_views.load(std::memory_order_relaxed);
  while (kept < flags.views / 2)
    if (kept_views.compare_exchange_weak(kept, kept + 1, std::memory_order_relaxed))
      return true;
  return false;
}

int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// Sleeps until the transaction that the view's marks remember may see something new; false: for `longest`. `view` may
/// be null: then any commit will do.
bool sleepUntilChange(const View *view, uint64_t position, uint32_t unlogged, int64_t longest) {
  int64_t end = now() + longest;
  bool changed = true;
  sleeping_retriers.fetch_add(1, std::memory_order_seq_cst);
  for (;;) {
    uint32_t seen = changes.load(std::memory_order_seq_cst);
    // After reading `changes`: a commit that is not seen here moves it.
    if (unlogged_changes.load(std::memory_order_acquire) != unlogged)
      break;
    if (view ? changedSince(*view, position) : commit_log.tail() != position)
      break;
    int64_t rest = end - now();
    if (rest <= 0) {
      changed = false;
      break;
    }
    futexWait(changes, seen, rest);
  }
  sleeping_retriers.fetch_sub(1, std::memory_order_relaxed);
  return changed;
}

[[noreturn]] void refuseUndo(const char *what) {
  if (fast.lone_depth.load(std::memory_order_relaxed) == 0 && fast.busy == 0)
    die("%s outside of an atomic region", what);
  die("%s in an irrevocable transaction, which cannot be undone; call it before whatever made it irrevocable", what);
}

void retryBelow(ThreadState *thread, uint64_t);

[[noreturn]] void waitAndRetry(ThreadState &thread) {
  if (mustGoBelow())
    stm_continue_below(&thread, 0, retryBelow, checkpoint.rsp);
  View &view = *thread.view;
  uint64_t position = view.position.load(std::memory_order_relaxed);
  ++thread.counts.waits;
  if (flags.trace)
    say("thread %u: %s:%u waits for a change", thread.number, thread.site() ? thread.site()->file : "?",
        thread.site() ? thread.site()->line : 0);
  // Before the view is inactive: no irrevocable transaction runs yet.
  uint32_t unlogged = unlogged_changes.load(std::memory_order_acquire);
  bool keeps = mayKeepView();
  // A signal handler may hold regions.
  Checkpoint begin = checkpoint;
  undoTransaction(thread, keeps);
  releaseHeldGate(thread);
  bool changed = sleepUntilChange(keeps ? &view : nullptr, position, unlogged, thread.next_sleep);
  thread.next_sleep = changed ? kFirstSleep : std::min(2 * thread.next_sleep, kLongestSleep);
  if (keeps) {
    returnView(&view);
    kept_views.fetch_sub(1, std::memory_order_relaxed);
  }
  checkpoint = begin;
  thread.attempts = 0;
  thread.next_try = Alone::kNo;
  restartTransaction(thread);
}

void retryBelow(ThreadState *thread, uint64_t) { waitAndRetry(*thread); }

[[noreturn]] void cancelOutermost(ThreadState &thread) {
  if (checkpoint.depth != 0)
    die("stm_cancel in a region that stm_outside() has divided: its first part cannot be undone any more");
  // The decision to cancel must have been taken on what was true.
  if (anyHotPageChanged()) {
    LockGuard guard(commitLock());
    publishHotPages();
  }
  if (!isValid(thread))
    abortTransaction(thread, kConflict);
  ++thread.counts.cancelled;
  undoTransaction(thread);
  releaseHeldGate(thread);
  thread.attempts = 0;
  thread.next_try = Alone::kNo;
  Checkpoint begin = checkpoint;
  runAbortActions(thread, /*restarts=*/false);
  errno = thread.begin_errno;
  stm_return(&begin, STM_MODE_CANCELLED);
}

} // namespace

void resetRetriersAfterFork() {
  sleeping_retriers.store(0, std::memory_order_relaxed);
  kept_views.store(0, std::memory_order_relaxed);
}

void wakeRetriersSlow(bool unlogged) {
  if (unlogged)
    unlogged_changes.fetch_add(1, std::memory_order_release);
  changes.fetch_add(1, std::memory_order_seq_cst);
  futexWake(changes, 1 << 30);
}

} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

STM_API [[noreturn]] void stm_retry() {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    refuseUndo("stm_retry");
  loseAlternative(thread);
  waitAndRetry(thread);
}

STM_API [[noreturn]] void stm_cancel() {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    refuseUndo("stm_cancel");
  cancelInner(thread);
  cancelOutermost(thread);
}
