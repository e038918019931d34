//===- tx/rollback.cpp - Undoing a transaction and starting it again -----------------===//
#include "base/check.h"
#include "base/lock.h"
#include "config/flags.h"
#include "memory/globals.h"
#include "tx/actions.h"
#include "tx/elision.h"
#include "tx/home.h"
#include "tx/own_range.h"
#include "tx/reclaim.h"
#include "tx/transaction.h"

#include <cerrno>
#include <cstring>
#include <sched.h>

extern "C" [[noreturn]] void stm_resume(const stm::Checkpoint *) __attribute__((visibility("hidden")));

namespace stm {

void clearLogs(ThreadState &thread) {
  thread.undo.clear();
  thread.places.clear();
  thread.conflict = kNoLogPosition;
  thread.local_undo.clear();
  thread.fresh.clear();
  thread.owned.clear();
  thread.frees.clear();
  thread.atomics.clear();
  thread.nested.clear();
  thread.nested_frames.clear();
  thread.forgotten = {};
}

/// I1 becomes I4 again: the view's pages show the committed state at its position.
static void restoreView(ThreadState &thread) {
  const View &view = *thread.view;
  for (size_t i = thread.undo.size(); i-- > 0;) {
    const UndoEntry &entry = thread.undo[i];
    memcpy(view.at(entry.granule), &entry.old, sizeof entry.old);
  }
  for (const Block &block : thread.fresh) {
    uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block.address));
    restoreCommitted(view, begin, begin + block.size);
  }
  restoreOwned(thread);
}

void restoreLocals(ThreadState &thread, size_t keep, uint64_t stack_low) {
  const uint8_t *end = thread.local_undo.end();
  while (end != thread.local_undo.begin() + keep) {
    uint64_t record[2]; // address, size
    end -= sizeof record;
    memcpy(record, end, sizeof record);
    end -= record[1];
    // Below are frames that are gone, and this function's own.
    if (record[0] >= stack_low || !thread.stack.contains(record[0]))
      memcpy(reinterpret_cast<void *>(record[0]), end, record[1]);
  }
  thread.local_undo.truncate(keep);
}

static void restoreFrame(ThreadState &thread) {
  uint64_t low = checkpoint.rsp, high = checkpoint.cfa;
  uint64_t skip = checkpoint.escaped, skip_end = checkpoint.escaped_end;
  if (skip < low || skip_end > high)
    skip = skip_end = high;
  memcpy(reinterpret_cast<void *>(low), thread.frame.begin(), skip - low);
  memcpy(reinterpret_cast<void *>(skip_end), thread.frame.begin() + (skip - low), high - skip_end);
}

/// Lets the winner get on before the next attempt; longer each time, and different for each thread.
static void backOff(const ThreadState &thread) {
  uint64_t spins = (thread.attempts < 10 ? uint64_t(8) << thread.attempts : 8192) + thread.number * 7 % 64;
  for (uint64_t i = 0; i < spins; ++i)
    cpuRelax();
  if (thread.attempts > 3)
    sched_yield();
}

void undoTransaction(ThreadState &thread, bool keeps_view) {
  restoreView(thread);
  restoreLocals(thread, 0, checkpoint.rsp);
  restoreFrame(thread);
  thread.mode = Mode::kIdle;
  fast.busy = 0;
  __stm_self.view_offset = 0;
  thread.view->active.store(View::kInactive, std::memory_order_release);
  releaseClaims(thread);
  undoLocks(thread);
  if (!keeps_view)
    returnView(thread.view);
  releaseAtAbort(thread);
  clearLogs(thread);
  errno = thread.begin_errno;
}

void restartTransaction(ThreadState &thread, const stm_event *event) {
  Checkpoint begin = checkpoint;
  uint64_t attempts = thread.attempts;
  Alone next_try = thread.next_try;
  if (event && observed())
    observer.report(event);
  runAbortActions(thread, /*restarts=*/true);
  if (thread.busy_lock) {
    // Whoever has the lock may wait for the gate.
    releaseHeldGate(thread);
    awaitBusyLock(thread);
  }
  takeWantedHome(thread);
  checkpoint = begin;
  thread.attempts = attempts;
  thread.next_try = next_try;
  errno = thread.begin_errno; // whatever the actions made of it
  stm_resume(&checkpoint);
}

bool mustGoBelow() {
  return checkpoint.depth != 0 && reinterpret_cast<uint64_t>(__builtin_frame_address(0)) >= checkpoint.rsp;
}

static void abortBelow(ThreadState *thread, uint64_t cause) { abortTransaction(*thread, AbortCause(cause)); }

void abortTransaction(ThreadState &thread, AbortCause cause) {
  STM_ASSERT(thread.mode == Mode::kView);
  if (mustGoBelow())
    stm_continue_below(&thread, cause, abortBelow, checkpoint.rsp);
  if (flags.trace)
    say("thread %u: abort %llu of %s:%u: %s", thread.number, (unsigned long long)thread.attempts + 1,
        thread.site() ? thread.site()->file : "?", thread.site() ? thread.site()->line : 0, abortText(cause));
  stm_event event = describeAbort(thread, cause);
  undoTransaction(thread);
  ++thread.counts.aborts[cause];
  ++thread.attempts;
  if (thread.attempts > thread.counts.longest_retry_series)
    thread.counts.longest_retry_series = thread.attempts;
  // With the gate held nobody else runs, and there is no winner to wait for.
  if (!thread.holds_gate)
    backOff(thread);
  restartTransaction(thread, &event);
}

} // namespace stm
