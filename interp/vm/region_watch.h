// What a program may hear of its regions: where two threads met, what could not be undone. For -X stm (vm/statistics.cpp); in
// region_lock.cpp and region_transaction.cpp, as the regions themselves.
#pragma once

namespace pystm {

struct Code;
struct Instruction;

// Where a thread is: a running code object, and the instruction behind the current one.
struct RegionPlace {
  const Code *code = nullptr; // null: unknown
  const Instruction *pc = nullptr;
};
// A region was undone, or could be undone no more.
struct RegionEvent {
  bool undone;
  const char *cause;
  const void *address; // of the memory that two threads met at; null: unknown
  RegionPlace here, there;
};
// For -X stm: `report` hears of each event, in its thread and outside of the region that was undone. `place` is asked in
// regions, and must only read local memory.
void watchRegions(void (*place)(RegionPlace &), void (*report)(const RegionEvent &));
void forEachRegionStatistic(void (*line)(const char *text, unsigned long long value, void *argument));
// How this program makes its regions, in words.
const char *variantName();

} // namespace pystm
