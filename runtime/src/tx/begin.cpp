//===- tx/begin.cpp - Starting a transaction ---------------------------------------===//
//
// The slow path of __stm_begin (os/checkpoint_x86_64.S), also after an abort.
//
// The handshake between begin and commit: a beginner sets its view running, then looks whether a commit is
// publishing or the gate is shut; a committer says that it is publishing, then looks which views are
// running; both sequentially consistent. So either the committer sees the view and keeps I3 for it, or the
// beginner sees the commit and waits for its end.
//
// A view that lags far behind catches up before that, starting: nobody may take its copies away, but no commit keeps pages for it
// either. A thread that loses its processor meanwhile would be given hundreds.
//
//===------------------------------------------------------------------------===//
#include "base/check.h"
#include "config/flags.h"
#include "memory/commit_log.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "memory/range_records.h"
#include "tx/elision.h"
#include "tx/exclusive.h"
#include "tx/lock_mode.h"
#include "tx/lone.h"
#include "tx/nesting.h"
#include "tx/transaction.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <sched.h>

namespace stm {

static_assert(offsetof(Checkpoint, rsp) == 48 && offsetof(Checkpoint, mxcsr) == 56 &&
              offsetof(Checkpoint, x87_control) == 60 && offsetof(Checkpoint, site) == 64 &&
              offsetof(Checkpoint, escaped_end) == 88 && offsetof(Checkpoint, depth) == 96);
static_assert(offsetof(FastState, busy) == 4 && offsetof(FastState, token) == 8 && offsetof(FastState, region_cfa) == 16);

void catchUp(ThreadState &thread) {
  View &view = *thread.view;
  uint64_t position = view.position.load(std::memory_order_relaxed);
  uint64_t tail = commit_log.tail();
  // "<": overwritten while we read, a range's size may be anything.
  for (uint64_t at = position, next; at < tail; at = next) {
    const LogEntry &entry = commit_log.at(at);
    next = at + entriesAt(entry);
    if (isRangeHeader(entry))
      applyRange(view, at);
    else if (hasCopy(view, pageOf(entry.granule)))
      blendMasked(view.at(entry.granule), entry.bytes, entry.mask);
  }
  view.position.store(tail, std::memory_order_release);
}

/// catchUp for a view with nothing written, which may have lagged too far behind. `given` is what view.given was before
/// the view became active.
static void catchUpAtBegin(ThreadState &thread, uint32_t given) {
  View &view = *thread.view;
  uint64_t position = view.position.load(std::memory_order_relaxed);
  bool overrun = commit_log.isOverrun(position);
  if (!overrun) {
    catchUp(thread);
    overrun = commit_log.isOverrun(position); // overwritten while we read? Then the copies may hold anything
    bool replayed = view.position.load(std::memory_order_relaxed) != position;
    if (!overrun && (!replayed || view.given.load(std::memory_order_acquire) == given))
      return;
  }
  // The commit lock: no committer may count on a copy that is being changed.
  LockGuard guard(commitLock());
  uint32_t more = view.given.load(std::memory_order_relaxed) - given;
  if (overrun || more > View::kGivenPages) {
    dropCopies(view);
    view.position.store(commit_log.tail(), std::memory_order_release);
    return;
  }
  // Given a copy while we replayed: it showed canonical memory of that moment, and old entries may have put back
  // what was since written without the log.
  catchUp(thread);
  for (; more != 0; --more, ++given) {
    uint64_t offset = uint64_t(view.given_pages[given % View::kGivenPages]) << kPageShift;
    memcpy(view.at(offset), committedBytes(offset), os::kPageSize);
  }
}

/// Saves the bytes of the caller's frame that an abort must restore.
static void saveFrame(ThreadState &thread) {
  uint64_t low = checkpoint.rsp, high = checkpoint.cfa;
  uint64_t skip = checkpoint.escaped, skip_end = checkpoint.escaped_end;
  if (skip < low || skip_end > high)
    skip = skip_end = high;
  thread.frame.clear();
  memcpy(thread.frame.extend(skip - low), reinterpret_cast<void *>(low), skip - low);
  memcpy(thread.frame.extend(high - skip_end), reinterpret_cast<void *>(skip_end), high - skip_end);
}

/// Leaves kInactive; false if the gate was shut by somebody else or somebody had the bias.
static bool activate(View &view, uint32_t state, bool holds_gate) {
  view.active.store(state, std::memory_order_seq_cst);
  // In this order: the bias is given away behind a shut gate.
  if (__builtin_expect((gateShut() && !holds_gate) || isBiased(), 0)) {
    view.active.store(View::kInactive, std::memory_order_release);
    return false;
  }
  return true;
}

/// Of a view that is starting.
static void catchUpEarly(ThreadState &thread) {
  View &view = *thread.view;
  uint64_t position = view.position.load(std::memory_order_relaxed);
  if (commit_log.isOverrun(position))
    return;
  catchUp(thread);
  // Overwritten while we read: catchUpAtBegin finds that out by the position.
  if (commit_log.isOverrun(position))
    view.position.store(position, std::memory_order_release);
}

/// False if the mode changed meanwhile.
static bool beginInView(ThreadState &thread) {
  constexpr uint64_t kFarBehind = 256; // entries of the log
  View *view = takeView(thread.view, thread.number);
  thread.view = view;
  bool lags = commit_log.tail() - view->position.load(std::memory_order_relaxed) > kFarBehind;
  if (lags && activate(*view, View::kStarting, thread.holds_gate))
    catchUpEarly(thread);
  uint32_t given = view->given.load(std::memory_order_relaxed);
  if (!activate(*view, View::kRunning, thread.holds_gate)) {
    returnView(view);
    return false;
  }
  // acquire: pairs with the committer's release, so that its entries and canonical writes are seen.
  for (unsigned spin = 0; commit_log.publishing.load(std::memory_order_seq_cst) != 0; ++spin)
    spin < 1000 ? cpuRelax() : void(sched_yield());
  if (__builtin_expect(anyHotPageChanged(), 0)) {
    LockGuard guard(commitLock());
    publishHotPages();
  }
  catchUpAtBegin(thread, given);
  view->begins.store(view->begins.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  view->newStamp();
  thread.validated = thread.checked = view->position.load(std::memory_order_relaxed);
  thread.mode = Mode::kView;
  thread.begin_rsp = checkpoint.rsp;
  thread.begin_errno = errno;
  thread.locks_at_begin = thread.elisions.size();
  fast.busy = checkpoint.depth == 0 ? 1 : uint32_t(checkpoint.depth);
  __stm_self.view_offset = view->offset;
  __stm_self.read_marks = view->read_marks;
  __stm_self.write_marks = view->write_marks;
  __stm_self.stamp = view->stamp;
  saveFrame(thread);
  return true;
}

static bool mustRunAlone(const ThreadState &thread) {
  return thread.next_try != Alone::kNo || thread.attempts >= flags.retries ||
         (thread.site() && thread.site()->flags & STM_SITE_ALWAYS_IRREVOCABLE) ||
         // A stack in viewed memory (a coroutine's, say) would be read both translated and not.
         layout.contains(checkpoint.rsp);
}

/// Locks are pending: elides them in a view, or takes them for real, before any lock of the runtime's, and returns false.
static bool beginWithLocks(ThreadState &thread) {
  for (;;) {
    uint64_t holder = bias.load(std::memory_order_relaxed);
    if (holder != 0 && holder != kEverybody && holder != fast.token)
      endLoneliness();
    if (bias.load(std::memory_order_relaxed) != 0 || usedViews() == 0 || thread.holds_gate || mustRunAlone(thread)) {
      takePendingLocks(thread);
      return false;
    }
    if (!beginInView(thread)) {
      waitForGate();
    } else if (claimPendingLocks(thread)) {
      return true;
    } else {
      undoTransaction(thread);
      awaitBusyLock(thread);
    }
  }
}

constexpr stm_reason kNoViewWillDo = {"memory that code outside of regions uses at any time", nullptr, 0, 0};

/// The second half of a divided transaction. Its callers are instrumented: it begins in a view, or in lock mode finds all memory in its place. There
/// the marks of its last view are written and mean nothing, as no view is active.
static void beginDivided(ThreadState &thread) {
  for (;;) {
    if (!thread.holds_gate) {
      if (tryLocked(thread)) {
        fast.busy = uint32_t(checkpoint.depth);
        return;
      }
      mustRunAlone(thread) ? takeGate(thread) : endLoneliness();
    }
    if (!beginInView(thread)) {
      waitForGate();
      continue;
    }
    if (thread.next_try == Alone::kWithoutView)
      becomeExclusive(thread, &kNoViewWillDo);
    return;
  }
}

} // namespace stm

using namespace stm;

extern "C" uint32_t stm_begin_slow() {
  ThreadState &thread = currentThread();
  thread.sample.began();
  if (__builtin_expect(checkpoint.depth != 0, 0)) {
    beginDivided(thread);
    return STM_MODE_INSTRUMENTED;
  }
  if (!thread.elisions.empty() && hasPendingLocks(thread) && beginWithLocks(thread))
    return STM_MODE_INSTRUMENTED;
  for (;;) {
    if (!thread.holds_gate && ((thread.attempts == 0 && tryLone(thread)) || tryLocked(thread)))
      return STM_MODE_PLAIN;
    if ((programUndoes() || thread.on_restart) && thread.next_try != Alone::kWithoutView && !layout.contains(checkpoint.rsp)) {
      // Alone, but in a view: where it can be undone, and divided so that others get their turn.
      if (!thread.holds_gate && mustRunAlone(thread))
        takeGate(thread);
    } else if (thread.holds_gate || mustRunAlone(thread)) {
      if (beginExclusive(thread))
        return STM_MODE_PLAIN;
      continue;
    }
    if (!thread.holds_gate)
      endLoneliness();
    if (beginInView(thread))
      return STM_MODE_INSTRUMENTED;
    waitForGate();
  }
}

extern "C" uint32_t stm_begin_nested() {
  // Plain code calls this: inside a lonely or irrevocable transaction, or from code without barriers
  // (a signal handler) that interrupted a view transaction.
  if (fast.busy)
    ++fast.busy;
  else
    fast.lone_depth.store(fast.lone_depth.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  return STM_MODE_PLAIN;
}
