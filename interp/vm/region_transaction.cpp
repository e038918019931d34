// The region of pystm: an atomic region of the compiler plugin. See region.h.
#include "vm/region.h"
#include "vm/checkpoint.h"
#include "vm/region_watch.h"
#include "vm/runtime.h"

#include <stm/observe.h>

#include <algorithm>

namespace pystm {

namespace {

// In polls; the longest takes some 0.1 ms, a hundred times as long as begin and commit. It is soon reached: the runtime compares the
// durations of regions with and without views, so they must do the same work.
constexpr int32_t kShortest = 20, kLongest = 10000;

struct Outside {
  Thread &thread;
  void (*function)(void *);
  void *argument;
};

void runOutside(void *argument) {
  auto *call = static_cast<Outside *>(argument);
  // What was done so far stays; so does what other threads may look at meanwhile.
  endCheckpoint(call->thread);
  call->function(call->argument);
}

void (*place_of_watcher)(RegionPlace &) = nullptr;
void (*report_to_watcher)(const RegionEvent &) = nullptr;

RegionPlace placeFrom(const stm_place &place) {
  return {static_cast<const Code *>(place.word[0]), static_cast<const Instruction *>(place.word[1])};
}

void takePlace(stm_place *place) {
  RegionPlace taken;
  place_of_watcher(taken);
  *place = {{taken.code, taken.pc}};
}

void takeEvent(const stm_event *event) {
  report_to_watcher({event->kind == STM_EVENT_ABORT, event->cause, event->address, placeFrom(event->here), placeFrom(event->there)});
}

} // namespace

void watchRegions(void (*place)(RegionPlace &), void (*report)(const RegionEvent &)) {
  place_of_watcher = place;
  report_to_watcher = report;
  stm_observe(takePlace, takeEvent);
}
void forEachRegionStatistic(void (*line)(const char *, unsigned long long, void *)) { stm_statistics(line, nullptr); }
const char *variantName() { return "pystm: transactions"; }

void describeRegions() { stm_long_regions(); }

void runAlone() { stm_become_irrevocable(); }

bool holdsUpOthers(const Thread &thread) { return !thread.atomic_depth && stm_holds_up_others(); }

void afterRegion(void (*function)(void *), void *argument) { stm_on_commit(function, argument); }

void leaveRegionFor(Thread &thread, void (*function)(void *), void *argument) {
  if (thread.atomic_depth) {
    // Nobody may see the block half done.
    runAlone();
    return function(argument);
  }
  noteStretchEnd(thread);
  // From the region's end on another thread may collect. The mark stays: the second half may be undone and wait here.
  __builtin_unwind_init();
  markStack(thread);
  Outside call{thread, function, argument};
  stm_outside(runOutside, &call);
  beginCheckpoint(thread);
}

void yieldRegion(Thread &thread) { leaveRegionFor(thread, [](void *) {}, nullptr); }

bool beginUndoable(Thread &thread, void (*restore)(void *)) {
  stm_on_restart(restore, &thread);
  return !stm_is_irrevocable();
}
void ownMemory(void *memory, size_t size) { stm_own_fresh_range(memory, size); }
void settleMemory(void *memory, size_t size) {
  stm_home_range(memory, size);
  stm_expect_range(memory, size);
}
void leaveMemory(void *memory, size_t size) { stm_leave_range(memory, size); }
const void *readable(const void *memory, size_t size) { return stm_for_reading(memory, size); }
void *writable(void *memory, size_t size) { return stm_for_writing(memory, size); }
void declareLocal(void *memory, size_t size) { stm_local_memory(memory, size); }

bool leavesAtBorders() { return true; }

void noteStretchEnd(Thread &thread) {
  stm_region_work(static_cast<uint64_t>(std::max(1, thread.checkpoint.last_budget - std::max(0, thread.checkpoint.budget))));
  if (thread.checkpoint.active && stm_is_irrevocable())
    thread.checkpoint.ended_alone = true;
}

// Shorter after conflicts, longer while all goes well. After a stretch that turned irrevocable (system calls) too: its rest lets nobody run.
int32_t nextBudget(Thread &thread) {
  Checkpoint &checkpoint = thread.checkpoint;
  int32_t budget = checkpoint.last_budget ? checkpoint.last_budget : kLongest;
  if (checkpoint.aborts != checkpoint.aborts_seen || checkpoint.ended_alone)
    budget = std::max(kShortest, budget / 2);
  else
    budget = std::min(kLongest, budget + budget / 8 + 1);
  checkpoint.aborts_seen = checkpoint.aborts;
  checkpoint.ended_alone = false;
  checkpoint.last_budget = budget;
  return budget;
}

} // namespace pystm
