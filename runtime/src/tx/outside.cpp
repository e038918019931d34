//===- tx/outside.cpp - Leaving a region for a while ----------------------------------===//
//
// In plain code stm_outside() ends the irrevocable transaction that its caller runs in, calls what it was given, and goes
// on as a new irrevocable transaction: the caller's code stays in the middle of its region.
//
// Instrumented code that was compiled to be divided calls stm_outside.stm (os/checkpoint_x86_64.S). There the first half is
// committed and the second begins with a checkpoint of its own, of all frames from the call up to the region's. The callers are
// instrumented, so it begins in a view, or in lock mode where every barrier finds memory in its place. When it is undone those frames
// may be gone; the undoing runs on the stack below them then.
//
//===------------------------------------------------------------------------------------===//
#include "base/check.h"
#include "memory/pages.h"
#include "tx/actions.h"
#include "tx/exclusive.h"
#include "tx/lock_mode.h"
#include "tx/lone.h"
#include "tx/retry.h"
#include "tx/transaction.h"

namespace stm {

/// Where os/checkpoint_x86_64.S puts the registers for stm_divide.
constinit thread_local Checkpoint divided_checkpoint __asm__("__stm_divided_checkpoint")
    __attribute__((visibility("hidden"))) = {};

namespace {

/// What the caller's transaction was.
struct Left {
  uint32_t lone_depth, busy;
  uint64_t region_cfa;
  stm_self self;
  Checkpoint begin; ///< the action may hold regions
  View *view;       ///< null: none is owned
};

Left leave(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  uint32_t lone_depth = fast.lone_depth.load(std::memory_order_relaxed) & ~kLoneActions;
  Left left = {lone_depth, fast.busy, fast.region_cfa, __stm_self, checkpoint, nullptr};
  if (lone_depth != 0) {
    // release: what the region wrote is seen by a revoker that sees the depth fall.
    fast.lone_depth.store(0, std::memory_order_release);
  } else if (thread.mode == Mode::kLocked) {
    endLocked(thread);
  } else {
    if (thread.view && thread.view->owner.load(std::memory_order_relaxed) == thread.number) {
      left.view = thread.view;
      thread.view = nullptr;
    }
    endExclusive(thread);
  }
  return left;
}

bool comeBackLonely(const Left &left) {
  if (left.lone_depth == 0)
    return false;
  // The owner's half of the handshake, as in __stm_begin.
  fast.lone_depth.store(left.lone_depth, std::memory_order_relaxed);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (bias.load(std::memory_order_relaxed) == fast.token)
    return true;
  fast.lone_depth.store(0, std::memory_order_release);
  return false;
}

void comeBack(ThreadState &thread, const Left &left) __attribute__((no_thread_safety_analysis)) {
  fast.region_cfa = left.region_cfa;
  checkpoint = left.begin;
  if (comeBackLonely(left))
    return;
  thread.sample.began();
  uint32_t busy = left.lone_depth + left.busy;
  if (!left.view && tryLocked(thread)) {
    fast.busy = busy;
    return;
  }
  letOthersThrough();
  takeGate(thread);
  fast.busy = busy;
  if (left.view) {
    thread.view = left.view;
    __stm_self.read_marks = left.self.read_marks;
    __stm_self.write_marks = left.self.write_marks;
    __stm_self.stamp = left.self.stamp;
  }
  __stm_self.view_offset = 0;
  setSoleThread(threadId());
  thread.mode = Mode::kExclusive;
  thread.holds_gate = false; // as in any irrevocable transaction: endExclusive opens it
}

[[noreturn]] void refuseElision() {
  die("stm_outside() in the scope of an elided lock: the thread would wait while it holds the lock");
}

const stm_reason kInnerRegion = {"stm_outside() in an inner region that may be undone alone", nullptr, 0, 0};

} // namespace
} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

STM_API int stm_is_irrevocable() {
  return fast.lone_depth.load(std::memory_order_relaxed) != 0 || (fast.busy != 0 && !inView());
}

STM_API int stm_holds_up_others() {
  const ThreadState &thread = threadState();
  if (thread.mode != Mode::kExclusive)
    return false;
  // Instrumented code that has turned irrevocable still owns its view.
  return !thread.view || thread.view->owner.load(std::memory_order_relaxed) != thread.number;
}

STM_API void stm_outside(void (*function)(void *), void *argument) {
  ThreadState &thread = currentThread();
  if (fast.lone_depth.load(std::memory_order_relaxed) == 0 && fast.busy == 0)
    return function(argument);
  if (!thread.elisions.empty())
    refuseElision();
  STM_CHECK(thread.mode != Mode::kView, "stm_outside() in a transaction that can be undone");
  Left left = leave(thread);
  if (!thread.actions.empty())
    runCommitActions(thread);
  function(argument);
  comeBack(thread, left);
}

/// True: the second half begins, by `checkpoint`. False: it has begun, irrevocable.
extern "C" __attribute__((visibility("hidden"))) uint32_t stm_divide(void (*function)(void *), void *argument) {
  ThreadState &thread = threadState();
  if (!thread.elisions.empty())
    refuseElision();
  if (!thread.nested.empty()) {
    becomeExclusive(thread, &kInnerRegion);
    stm_outside(function, argument);
    return false;
  }
  Checkpoint half = divided_checkpoint;
  half.site = checkpoint.site;
  half.cfa = checkpoint.cfa;
  half.escaped = checkpoint.escaped;
  half.escaped_end = checkpoint.escaped_end;
  half.depth = fast.busy;
  uint64_t region_cfa = fast.region_cfa;
  commitTransaction(thread);
  if (!thread.actions.empty())
    runCommitActions(thread);
  function(argument);
  checkpoint = half;
  fast.region_cfa = region_cfa;
  return true;
}
