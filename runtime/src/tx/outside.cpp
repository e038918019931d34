//===- tx/outside.cpp - Leaving a region for a while ----------------------------------===//
//
// stm_outside() ends the irrevocable transaction that its caller runs in, calls what it was given, and goes on as a
// new irrevocable transaction. The caller's code stays in the middle of its region, plain or instrumented; the view
// that an instrumented one marks stays its own meanwhile.
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
namespace {

/// What the caller's transaction was.
struct Left {
  uint32_t lone_depth, busy;
  uint64_t region_cfa;
  stm_self self;
  View *view; ///< null: none is owned
};

Left leave(ThreadState &thread) __attribute__((no_thread_safety_analysis)) {
  uint32_t lone_depth = fast.lone_depth.load(std::memory_order_relaxed) & ~kLoneActions;
  Left left = {lone_depth, fast.busy, fast.region_cfa, __stm_self, nullptr};
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
  if (comeBackLonely(left))
    return;
  takeGate(thread);
  fast.busy = left.lone_depth + left.busy;
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

} // namespace
} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

STM_API int stm_is_irrevocable() {
  return fast.lone_depth.load(std::memory_order_relaxed) != 0 || (fast.busy != 0 && !inView());
}

STM_API void stm_outside(void (*function)(void *), void *argument) {
  ThreadState &thread = currentThread();
  if (fast.lone_depth.load(std::memory_order_relaxed) == 0 && fast.busy == 0)
    return function(argument);
  if (!thread.elisions.empty())
    die("stm_outside() in the scope of an elided lock: the thread would wait while it holds the lock");
  STM_CHECK(thread.mode != Mode::kView, "stm_outside() in a transaction that can be undone");
  Left left = leave(thread);
  if (!thread.actions.empty())
    runCommitActions(thread);
  function(argument);
  comeBack(thread, left);
}
