// The region: at any time one thread runs Python code. The only file that knows which of the two programs is
// being built.
#pragma once

#include "vm/thread.h"

namespace pystm {

// Enters and leaves the region. While outside, a thread must not touch objects.
void enterRegion(Thread &);
void leaveRegion(Thread &);
// Which Thread object is the calling thread's.
void setCurrentThread(Thread *);
// Lets others in if they wait.
void yieldRegion(Thread &);

// Runs `function` outside of the region: system calls, waiting.
template <class Function> auto outside(Thread &thread, Function function) {
  leaveRegion(thread);
  auto result = function();
  enterRegion(thread);
  return result;
}

// What a border does: pending collection, finalizers, signals, asynchronous exceptions, a switch to another thread.
// `outermost`: no native of this thread holds objects. False: an exception is pending.
bool border(Thread &, bool outermost);
// Finishes what a native returned blocked() for.
Value finishBlocking(Thread &);

} // namespace pystm
