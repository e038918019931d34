// What happens at borders and between regions, in both programs. See region.h.
#include "vm/region.h"
#include "objects/exception.h"
#include "vm/cache.h"
#include "vm/checkpoint.h"
#include "vm/collector.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/waiting.h"
#include "vm/weak.h"

#include <unistd.h>
#include <utility>

namespace pystm {

namespace {

struct PYSTM_LOCAL_CLASS Current {
  Thread *thread;
};
thread_local Current current;

void adoptChanges(Thread &thread) {
  if (thread.cache_epoch != runtime.cache_epoch)
    flushCaches(thread);
}

// A daemon thread goes no further once the program ends.
bool isStopped(Thread &thread) { return runtime.finalizing && &thread != runtime.main_thread; }
void sleepForGood() {
  for (;;)
    pause();
}
void stopIfFinalizing(Thread &thread) {
  if (isStopped(thread))
    leaveRegionFor(thread, [](void *) { sleepForGood(); }, nullptr);
}

// Within one region: up to a border, a native that waits, or the end.
Value runStretch(Thread &thread) {
  if (isStopped(thread)) {
    return blockingCall(thread, sleepForGood, [](Thread &) { return none(); });
  }
  adoptChanges(thread);
  beginCheckpoint(thread);
  thread.checkpoint.divided = false;
  // At least one poll goes by: the first is at the loop's entry.
  thread.checkpoint.budget = nextBudget(thread);
  if (heap_state.stress || thread.reasons())
    thread.checkpoint.budget = 1;
  if (thread.waiting) {
    Value result = resumeWaiting(thread);
    if (result.isBlocked())
      return result;
    if (!result.isError()) {
      *thread.blocked_target = result;
      // A signal that came meanwhile is raised where the thread waited, as in CPython: `with` and `finally` around it rely on that.
      if (thread.reasons())
        return Value::blocked();
    }
  }
  Value result = runFramesToBorder(thread);
  noteStretchEnd(thread);
  return result;
}

} // namespace

[[gnu::noinline]] void markStack(Thread &thread) { thread.c_stack_saved = static_cast<char *>(__builtin_frame_address(0)); }

Thread &currentThread() { return *current.thread; }
void setCurrentThread(Thread *thread) { current.thread = thread; }
Thread *threadOfCaller() { return current.thread; }

void stopOthers(Thread &thread) {
  runAlone();
  endCheckpoint(thread);
  awaitCheckpoints(thread);
}

bool border(Thread &thread, bool outermost, bool may_raise) {
  uint32_t reasons = thread.takeReasons();
  if (uint32_t later = reasons & (kBreakSignal | kBreakAsyncException); later && !may_raise) {
    thread.requestBorder(later);
    reasons &= ~later;
  }
  if (reasons & (kBreakCollect | kBreakMemory)) {
    bool wanted = heap_state.stress ? ++heap_state.chances % heap_state.stress == 0 : heap_state.enabled;
    if (wanted || reasons & kBreakMemory) {
      stopOthers(thread);
      collectGarbage(thread, outermost);
    }
  }
  if (heap_state.stress)
    thread.requestBorder(kBreakCollect);
  if (finalizersPending())
    runFinalizers(thread);
  if (reasons & kBreakMemory && heap_state.live > heap_state.limit / 8 * 7) {
    raiseMemoryError(thread);
    return false;
  }
  if (reasons & kBreakSwitch && !thread.atomic_depth)
    yieldRegion(thread);
  if (reasons & kBreakSignal && !runSignalHandlers(thread))
    return false;
  if (reasons & kBreakAsyncException && thread.async_exception) {
    Value type(thread.async_exception);
    thread.async_exception = nullptr;
    raise(thread, type);
    return false;
  }
  return true;
}

bool innerBorder(Thread &thread) {
  if (!thread.atomic_depth) {
    thread.checkpoint.divided = true;
    yieldRegion(thread);
  }
  stopIfFinalizing(thread);
  thread.checkpoint.budget = heap_state.stress ? 0 : nextBudget(thread);
  adoptChanges(thread);
  if (!thread.reasons())
    return true;
  if (!border(thread, false))
    return false;
  // What that did alone need not be followed by a long stretch alone.
  if (!thread.atomic_depth)
    yieldRegion(thread);
  return true;
}

Value finishBlocking(Thread &thread) {
  for (;;) {
    Waiting *waiting = thread.waiting;
    outside(thread, [waiting] {
      waiting->wait(*waiting);
      return true;
    });
    stopIfFinalizing(thread);
    adoptChanges(thread);
    Value result = resumeWaiting(thread);
    if (thread.reasons())
      thread.checkpoint.budget = 0;
    if (!result.isBlocked())
      return result;
  }
}

// Stretch after stretch, to the end of the lowest frame, or of the entry frame on top.
static Value runStretches(Thread &thread) {
  char *outer_stack = thread.c_stack_saved;
  for (;;) {
    Waiting *waiting = thread.waiting;
    if (waiting)
      waiting->wait(*waiting);
    if (thread.reasons() & ~(waiting ? kBreakSignal | kBreakAsyncException : 0u)) {
      // An exception that this leaves pending is raised by the next stretch.
      PYSTM_REGION(thread) {
        adoptChanges(thread);
        beginCheckpoint(thread);
        thread.waiting = nullptr; // finalizers may call natives that wait in their turn
        border(thread, true, !waiting);
        thread.waiting = waiting;
      }
      endCheckpoint(thread);
      thread.c_stack_saved = outer_stack;
    }
    // Into the Thread, where a collection between two regions finds it.
    PYSTM_REGION(thread) { thread.returned = runStretch(thread); }
    endCheckpoint(thread);
    thread.c_stack_saved = outer_stack; // no native of this loop holds objects now
    Value result = thread.returned;
    if (!result.isBlocked())
      return result;
  }
}

bool runOutermost(Thread &thread) { return !runStretches(thread).isError(); }

Value runApart(Thread &thread) {
  outside(thread, [&thread] {
    char *outer = std::exchange(thread.c_stack_apart, thread.c_stack_saved);
    runStretches(thread);
    thread.c_stack_apart = outer;
    return true;
  });
  thread.checkpoint.divided = true; // the native goes on in the old region, for as short as may be
  Value result = thread.returned;
  thread.returned = Value();
  return result;
}

} // namespace pystm
