// The region: the interpreter's one lock. Between any two regions of a thread other threads may run; within one, it
// is as if it ran alone. The two programs differ here only: in pystm-gil the region is a mutex
// (region_lock.cpp), in pystm an atomic region of the compiler plugin (region_transaction.cpp).
//
// Python code runs in runOutermost(): a region for each stretch of bytecodes, left at borders. Natives that call Python code run
// it within their own region (runFrames), whose borders divide it where it stands.
#pragma once

#include "vm/thread.h"
#include "vm/variant.h"

namespace pystm {

// What PYSTM_REGION holds in pystm-gil.
class RegionLock {
public:
  explicit RegionLock(Thread &);
  ~RegionLock();
  RegionLock(const RegionLock &) = delete;
  RegionLock &operator=(const RegionLock &) = delete;

private:
  Thread &thread_;
};

// At the program's start.
void describeRegions();
// The rest of the running region cannot be undone, and no other region runs meanwhile.
void runAlone();
// The same, and no other thread is still restoring what it undoes: their frames may be looked at.
void stopOthers(Thread &);
// In a region: calls `function` between two halves of it, each undone alone. While outside, a thread must not touch objects.
void leaveRegionFor(Thread &, void (*function)(void *), void *argument);
// Calls the function when the region has ended, for good: what wakes others.
void afterRegion(void (*function)(void *), void *argument);
// Whether the running region, outside of atomic blocks, keeps all others from running, as it began when there were none: runApart() then.
bool holdsUpOthers(const Thread &);
// Divides the region: others get a chance to run if they wait, and to see what was done.
void yieldRegion(Thread &);
// Whether a border ends the region even if nobody asks for it.
bool leavesAtBorders();
// Whether the running region may be undone; `restore` is called with the thread then, whenever it is, before it runs again.
bool beginUndoable(Thread &, void (*restore)(void *thread));
// The running region has this memory, of the heap, to itself until it ends. Nobody has written it since the last collection.
void ownMemory(void *memory, size_t size);
// All of it will be used soon, for the most part by this thread, and nothing refers to it yet.
void settleMemory(void *memory, size_t size);
// Outside of what the heap knows, other threads may use it from now on. Alone.
void leaveMemory(void *memory, size_t size);
// Where the region sees memory that a PYSTM_PURE function reads or writes; holds until the region ends or is divided.
const void *readable(const void *memory, size_t size);
void *writable(void *memory, size_t size);
// Memory, not malloc's, of which each part is used by one thread alone.
void declareLocal(void *memory, size_t size);
// Before a region's end or division: whether the next shall be shorter.
void noteStretchEnd(Thread &);
// How many polls (back jumps, calls) the next region may last, by what happened to the last ones.
int32_t nextBudget(Thread &);

// Runs `function` outside of the region: system calls, waiting.
template <class Function> auto outside(Thread &thread, Function function) {
  struct Call {
    Function &function;
    decltype(function()) result;
  } call{function, {}};
  leaveRegionFor(thread, [](void *argument) {
    auto *made = static_cast<Call *>(argument);
    made->result = made->function();
  }, &call);
  return call.result;
}

// Which Thread object is the calling thread's; null: none. The latter also in signal handlers.
void setCurrentThread(Thread *);
Thread *threadOfCaller();

// What a border does: pending collection, finalizers, signals, asynchronous exceptions. `outermost`: no native of this thread
// holds objects. False: an exception is pending.
// `may_raise`: false before the end of a native that waited, which runs signal handlers itself.
bool border(Thread &, bool outermost, bool may_raise = true);
// A border within a native or a `with atomic:` block: the region goes on. False: an exception is pending.
bool innerBorder(Thread &);
// Finishes what a native returned blocked() for, from within its region.
Value finishBlocking(Thread &);
// From outside of regions: runs the frames that the thread has, to the end of the lowest. False: an exception is pending.
bool runOutermost(Thread &);
// Within a native, at a border or where a native waits (its result goes to Thread::blocked_target), in a region that holds up others: the
// same for the frames down to the entry frame, in regions of their own. The entry frame's result.
Value runApart(Thread &);

} // namespace pystm
