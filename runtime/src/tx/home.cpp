//===- tx/home.cpp - stm_home_range, and what other views do about it --------------------------===//
#include "tx/home.h"

#include "memory/globals.h"
#include "memory/home_pages.h"
#include "tx/transaction.h"
#include "tx/zombie.h"

namespace stm {

uint64_t takeCopies(ThreadState &thread, Page first, Page end) {
  uint64_t cycles;
  while (__builtin_expect((cycles = acquireCopies(*thread.view, first, end)) == kHomeElsewhere, 0)) {
    for (Page page = first; page < end; ++page)
      if (isHomeOfAnother(*thread.view, page))
        abortForPage(thread, page);
    // The home has ended since.
  }
  thread.sample.exclude(cycles);
  return cycles;
}

bool isInHeapOfView(const ThreadState &thread, uint64_t address) {
  if (thread.mode != Mode::kView)
    return false;
  uint64_t program_address = address - uint64_t(thread.view->offset);
  return program_address >= layout.heap_begin && program_address < layout.heap_end;
}

Page homeOfAnotherAt(const ThreadState &thread, uint64_t address) {
  Page page = Page((address - uint64_t(thread.view->offset) - layout.base) >> kPageShift);
  return isHomeOfAnother(*thread.view, page) ? page : kNoPage;
}

void abortForPage(ThreadState &thread, Page page) {
  thread.wanted_page = page;
  abortTransaction(thread, kHomeTaken);
}

void takeWantedHome(ThreadState &thread) {
  if (__builtin_expect(thread.wanted_page == kNoPage, 1))
    return;
  bool held = thread.holds_gate;
  if (!held)
    takeGate(thread);
  takeHome(thread.wanted_page);
  if (!held)
    releaseHeldGate(thread);
  thread.wanted_page = kNoPage;
}

} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

STM_API void stm_home_range(void *memory, size_t size) {
  ThreadState &thread = threadState();
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(memory));
  if (thread.mode != Mode::kView || offset == kNoOffset)
    return;
  Page first = Page((offset + os::kPageSize - 1) >> kPageShift), end = Page((offset + size) >> kPageShift);
  if (first >= end)
    return;
  makeHome(*thread.view, first, end);
  // Before anything is written in place: nobody else has taken the memory into use meanwhile (M4).
  validateNow(thread);
}

STM_API void stm_leave_range(void *memory, size_t size) {
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(memory));
  if (offset != kNoOffset)
    endHomes(Page(offset >> kPageShift), Page((offset + size + os::kPageSize - 1) >> kPageShift));
}
