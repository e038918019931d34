// The region of pystm-gil: one mutex. A thread that waits longer than the switch interval asks the owner to come to a
// border. See region.h.
#include "vm/region.h"
#include "vm/frame.h"
#include "vm/region_watch.h"
#include "vm/runtime.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <pthread.h>

namespace pystm {

namespace {

struct RegionState {
  std::mutex mutex;
  std::condition_variable free, taken;
  Thread *owner = nullptr;
  uint64_t turns = 0;
  int waiting = 0;
};
// Never destroyed: threads may wait when the process ends.
RegionState &region = *new RegionState;

// A child has the forking thread only, which owns the region.
void forked() {
  Thread *owner = region.owner;
  uint64_t turns = region.turns;
  auto *made = new (&region) RegionState;
  made->owner = owner;
  made->turns = turns;
}
const int registered = pthread_atfork([] { region.mutex.lock(); }, [] { region.mutex.unlock(); }, forked);

void enter(Thread &thread) {
  std::unique_lock lock(region.mutex);
  ++region.waiting;
  while (region.owner) {
    uint64_t seen = region.turns;
    auto interval = std::chrono::duration<double>(runtime.switch_interval);
    if (region.free.wait_for(lock, interval) == std::cv_status::timeout && region.owner && seen == region.turns)
      region.owner->requestBorder(kBreakSwitch);
  }
  --region.waiting;
  region.owner = &thread;
  ++region.turns;
  region.taken.notify_all();
}

void leave() {
  std::lock_guard lock(region.mutex);
  region.owner = nullptr;
  region.free.notify_one();
}

} // namespace

RegionLock::RegionLock(Thread &thread) : thread_(thread) { enter(thread_); }
RegionLock::~RegionLock() { leave(); }

void describeRegions() {}

void runAlone() {}

bool holdsUpOthers(const Thread &) { return false; }

void afterRegion(void (*function)(void *), void *argument) { function(argument); }

void leaveRegionFor(Thread &thread, void (*function)(void *), void *argument) {
  if (thread.atomic_depth)
    return function(argument);
  __builtin_unwind_init();
  markStack(thread);
  leave();
  function(argument);
  enter(thread);
}

void yieldRegion(Thread &thread) {
  uint64_t turn = 0;
  bool others = false;
  {
    std::lock_guard lock(region.mutex);
    others = region.waiting > 0;
    turn = region.turns;
  }
  if (others)
    outside(thread, [&] {
      // Another thread must have had its turn, or this one would take the mutex back at once.
      std::unique_lock lock(region.mutex);
      region.taken.wait_for(lock, std::chrono::milliseconds(10), [&] { return region.turns != turn || region.waiting == 0; });
      return true;
    });
}

bool beginUndoable(Thread &, void (*)(void *)) { return false; }
void declareLocal(void *, size_t) {}
void ownMemory(void *, size_t) {}
void settleMemory(void *, size_t) {}
void leaveMemory(void *, size_t) {}
const void *readable(const void *memory, size_t) { return memory; }
void *writable(void *memory, size_t) { return memory; }

void watchRegions(void (*)(RegionPlace &), void (*)(const RegionEvent &)) {}
void forEachRegionStatistic(void (*line)(const char *, unsigned long long, void *)) {
  std::lock_guard lock(region.mutex);
  line("times a thread took the lock", region.turns, nullptr);
}
const char *variantName() { return "pystm-gil: one lock, nothing is undone"; }

bool leavesAtBorders() { return false; }
void noteStretchEnd(Thread &) {}
// Long enough to cost nothing, short enough that a request is seen soon.
int32_t nextBudget(Thread &) { return 1000; }

} // namespace pystm
