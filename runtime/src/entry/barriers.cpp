//===- entry/barriers.cpp - The slow halves of the barriers ----------------------------------------===//
//
// What instrumented code calls (stm/abi.def). The fast halves are inlined by the pass (pass/emit).
//
//===-------------------------------------------------------------------------------------------------===//
#include "entry/clone_table.h"
#include "memory/globals.h"
#include "memory/local_ranges.h"
#include "memory/pages.h"
#include "tx/own_blocks.h"
#include "tx/transaction.h"
#include "tx/zombie.h"

#include <cstring>

using namespace stm;

#define STM_ENTRY extern "C" __attribute__((visibility("default")))
#define STM_SLOW extern "C" __attribute__((visibility("default"), preserve_most))

/// Ranges above this are validated first: a doomed transaction's length may be anything.
constexpr int64_t kSuspiciousSize = 1 << 20;

static uint8_t *inViewOf(const ThreadState &thread, uint64_t offset) { return thread.view->at(offset); }

static void markRead(ThreadState &thread, uint64_t offset, int64_t size) {
  View &view = *thread.view;
  for (uint64_t granule = offset >> STM_GRANULE_SHIFT, last = (offset + size - 1) >> STM_GRANULE_SHIFT;
       granule <= last; ++granule)
    view.read_marks[granule] = view.stamp;
}

/// Saves the granule for an abort and makes its page private, before the first store to it.
static void markWritten(ThreadState &thread, Granule granule) {
  View &view = *thread.view;
  if (view.write_marks[granule] == view.stamp)
    return;
  thread.sample.exclude(acquireCopy(view, pageOf(granule)));
  thread.undo.push({granule, loadGranule(view.at(granule))});
  if (observed())
    thread.places.push(placeNow());
  view.write_marks[granule] = view.stamp;
}

/// A store outside the window that is not in place: own older frames, own blocks and thread-local storage are logged; anything else cannot
/// be undone.
static void *writeOutsideWindow(ThreadState &thread, void *p, int64_t size) {
  uint64_t address = reinterpret_cast<uint64_t>(p);
  validateNow(thread);
  if (thread.stack.contains(address) || thread.tls.contains(address) || ownsAddress(thread, address)) {
    memcpy(thread.local_undo.extend(size_t(size)), p, size_t(size));
    uint64_t record[2] = {address, uint64_t(size)};
    memcpy(thread.local_undo.extend(sizeof record), record, sizeof record);
    return p;
  }
  // Not in place: the caller keeps the view's offset in a register, as barriers do not change it.
  thread.wants_exclusive = true;
  abortTransaction(thread, kForeignStore);
}

/// A store of an irrevocable transaction that began in a view: makes its pages writable, without the fault that a plain store would
/// have, and marks its granules so that their next stores are plain.
static void *writeAlone(ThreadState &thread, void *p, int64_t size) {
  View *view = thread.view;
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(p));
  if (offset == kNoOffset || !view || view->owner.load(std::memory_order_relaxed) != thread.number)
    return p;
  uint64_t last = offset + uint64_t(size) - 1;
  for (uint64_t page = offset >> kPageShift; page <= last >> kPageShift; ++page)
    if (pages.state[page].load(std::memory_order_relaxed) == kPageProtected)
      openPage(Page(page));
  for (uint64_t granule = offset >> STM_GRANULE_SHIFT; granule <= last >> STM_GRANULE_SHIFT; ++granule)
    view->write_marks[granule] = view->stamp;
  return p;
}

/// The commonest addresses outside of the window, first: variables of a caller, and what the program keeps to each thread.
static bool isReadInPlace(const ThreadState &thread, uint64_t address) {
  return thread.stack.contains(address) || (!layout.contains(address) && isLocalMemory(address));
}

STM_SLOW void *__stm_read_slow(void *p, int64_t size) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView || size == 0 || isReadInPlace(thread, reinterpret_cast<uint64_t>(p)))
    return p;
  validateOnLowStack(thread);
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(p));
  if (offset == kNoOffset)
    return p;
  if (size > kSuspiciousSize)
    validateNow(thread);
  markRead(thread, offset, size);
  return inViewOf(thread, offset);
}

/// Frames younger than the transaction's begin die with an abort.
static bool isWrittenInPlace(const ThreadState &thread, uint64_t address) {
  return (thread.stack.contains(address) && address < thread.begin_rsp) || (!layout.contains(address) && isLocalMemory(address));
}

STM_SLOW void *__stm_write_slow(void *p, int64_t size) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView || size == 0)
    return thread.mode == Mode::kExclusive && size != 0 ? writeAlone(thread, p, size) : p;
  uint64_t address = reinterpret_cast<uint64_t>(p);
  if (isWrittenInPlace(thread, address))
    return p;
  validateOnLowStack(thread);
  uint64_t offset = windowOffset(address);
  if (offset == kNoOffset)
    return writeOutsideWindow(thread, p, size);
  if (size > kSuspiciousSize)
    validateNow(thread);
  for (uint64_t granule = offset >> STM_GRANULE_SHIFT, last = (offset + size - 1) >> STM_GRANULE_SHIFT;
       granule <= last; ++granule)
    markWritten(thread, Granule(granule));
  return inViewOf(thread, offset);
}

STM_SLOW void __stm_log_local(void *p, int64_t size) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    return;
  validateOnLowStack(thread);
  memcpy(thread.local_undo.extend(size_t(size)), p, size_t(size));
  uint64_t record[2] = {reinterpret_cast<uint64_t>(p), uint64_t(size)};
  memcpy(thread.local_undo.extend(sizeof record), record, sizeof record);
}

STM_ENTRY void *__stm_memcpy(void *to, const void *from, size_t size) {
  if (size == 0)
    return to;
  void *target = __stm_write_slow(to, int64_t(size));
  void *source = __stm_read_slow(const_cast<void *>(from), int64_t(size));
  memmove(target, source, size);
  return to;
}

STM_ENTRY void *__stm_memmove(void *to, const void *from, size_t size) { return __stm_memcpy(to, from, size); }

STM_ENTRY void *__stm_memset(void *to, int value, size_t size) {
  if (size)
    memset(__stm_write_slow(to, int64_t(size)), value, size);
  return to;
}

STM_ENTRY void *__stm_resolve(void *function, const stm_reason *reason) {
  validateOnLowStack(threadState());
  uint64_t address = reinterpret_cast<uint64_t>(function);
  if ((address & (os::kPageSize - 1)) >= 8)
    if (void *clone = cloneOfPrefix(function))
      return clone;
  if (void *clone = findClone(function))
    return clone;
  becomeExclusive(threadState(), reason);
  return function;
}

STM_ENTRY void __stm_become_irrevocable(const stm_reason *reason) {
  ThreadState &thread = threadState();
  if (thread.mode == Mode::kView)
    becomeExclusive(thread, reason);
}

