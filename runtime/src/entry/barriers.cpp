//===- entry/barriers.cpp - The slow halves of the barriers ----------------------------------------===//
//
// What instrumented code calls (stm/abi.def). The fast halves are inlined by the pass (pass/emit).
//
//===-------------------------------------------------------------------------------------------------===//
#include "entry/clone_table.h"
#include "memory/globals.h"
#include "memory/local_ranges.h"
#include "memory/pages.h"
#include "tx/home.h"
#include "tx/own_blocks.h"
#include "tx/transaction.h"
#include "tx/zombie.h"

#include <algorithm>
#include <cstring>

using namespace stm;

#define STM_ENTRY extern "C" __attribute__((visibility("default")))
#define STM_SLOW extern "C" __attribute__((visibility("default"), preserve_most))

/// Such ranges are validated first: a doomed transaction's length may be anything.
static bool isSuspicious(uint64_t offset, int64_t size) {
  return size > 1 << 20 || offset + uint64_t(size) > STM_WINDOW_SIZE;
}

static uint8_t *inViewOf(const ThreadState &thread, uint64_t offset) { return thread.view->at(offset); }

static void markRead(ThreadState &thread, uint64_t offset, int64_t size) {
  View &view = *thread.view;
  uint64_t first = offset >> STM_GRANULE_SHIFT, last = (offset + uint64_t(size) - 1) >> STM_GRANULE_SHIFT;
  std::fill(view.read_marks + first, view.read_marks + last + 1, view.stamp);
}

/// Before the first store to a granule, of a page of which the view has its copy and with room in the log: saves it for an abort.
static inline void logFirstWrite(ThreadState &thread, const stm_self &self, Granule granule, uint16_t written) {
  self.write_marks[granule] = self.stamp;
  auto in_view = self.window_base + uint64_t(self.view_offset) + offsetOf(granule);
  thread.undo.pushInRoom({granule, written, loadGranule(reinterpret_cast<const uint8_t *>(in_view))});
}

/// The bytes of `granule` that lie in [begin, end), as a mask.
static uint16_t bytesOf(uint64_t granule, uint64_t begin, uint64_t end) {
  uint64_t low = granule << STM_GRANULE_SHIFT, high = low + STM_GRANULE_SIZE;
  unsigned from = begin > low ? unsigned(begin - low) : 0, to = end < high ? unsigned(end - low) : STM_GRANULE_SIZE;
  return uint16_t(((1u << to) - 1) & ~((1u << from) - 1));
}

static void makeCopy(ThreadState &thread, Page page) {
  if (hasCopy(*thread.view, page))
    return;
  // A doomed transaction's address may lie anywhere, in constants for instance.
  if (!isViewed(page))
    validateNow(thread);
  takeCopies(thread, page, page + 1);
}

/// `whole`: all of the bytes will be stored.
static void markWritten(ThreadState &thread, uint64_t offset, int64_t size, bool whole) {
  const stm_self &self = __stm_self;
  uint64_t end = offset + uint64_t(size);
  forEachPage(offset, end, [&](uint64_t at, uint64_t next) {
    makeCopy(thread, Page(at >> kPageShift));
    thread.undo.makeRoom(kGranulesPerPage);
    for (uint64_t granule = at >> STM_GRANULE_SHIFT, last = (next - 1) >> STM_GRANULE_SHIFT; granule <= last; ++granule) {
      if (self.write_marks[granule] == self.stamp)
        continue;
      logFirstWrite(thread, self, Granule(granule), whole ? bytesOf(granule, offset, end) : 0);
      if (observed())
        thread.places.push(placeNow());
    }
  });
}

/// Saves bytes outside of the window, which an abort restores (restoreLocals).
static void logLocal(ThreadState &thread, const void *p, int64_t size) {
  memcpy(thread.local_undo.extend(size_t(size)), p, size_t(size));
  uint64_t record[2] = {reinterpret_cast<uint64_t>(p), uint64_t(size)};
  memcpy(thread.local_undo.extend(sizeof record), record, sizeof record);
}

/// A store outside the window that is not in place: own older frames, own blocks and thread-local storage are logged; anything else cannot
/// be undone.
static void *writeOutsideWindow(ThreadState &thread, void *p, int64_t size) {
  uint64_t address = reinterpret_cast<uint64_t>(p);
  validateNow(thread);
  if (thread.stack.contains(address) || thread.tls.contains(address) || ownsAddress(thread, address)) {
    logLocal(thread, p, size);
    return p;
  }
  // Not in place: the caller keeps the view's offset in a register, as barriers do not change it.
  thread.next_try = Alone::kWithoutView;
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
[[gnu::always_inline]] static inline bool isReadInPlace(const ThreadState &thread, uint64_t address) {
  return thread.stack.contains(address) || (!layout.contains(address) && isLocalMemory(address));
}

/// The rest of __stm_read_slow.
static __attribute__((preserve_most, noinline)) void *readOther(void *p, int64_t size) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView || size == 0)
    return p;
  validateOnLowStack(thread);
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(p));
  if (offset == kNoOffset)
    return p;
  if (isSuspicious(offset, size))
    validateNow(thread);
  markRead(thread, offset, size);
  return inViewOf(thread, offset);
}

/// False if the bytes from `offset` to `last` lie in the window and are a granule's size at most: tested at once.
static inline bool isUnusual(uint64_t offset, uint64_t last, int64_t size) {
  return __builtin_expect(((offset | last) >> STM_WINDOW_SHIFT | (uint64_t(size) + STM_GRANULE_SIZE - 1) >> (STM_GRANULE_SHIFT + 1)) != 0, 0);
}

/// Code without inline barriers comes here each time, and short loops before they start. So the usual cases are short and need few registers.
STM_SLOW void *__stm_read_slow(void *p, int64_t size) {
  constexpr unsigned kStepsShift = 7; // ranges of more bytes are filled by vectors
  const stm_self &self = __stm_self;
  uint64_t offset = reinterpret_cast<uint64_t>(p) - self.window_base, last = offset + uint64_t(size) - 1;
  // Without a view (irrevocable: the offset is 0) there is nothing to mark.
  bool unusual = ((offset | last) >> STM_WINDOW_SHIFT | (uint64_t(size) - 1) >> kStepsShift) != 0; // a size of 0, too
  if (__builtin_expect(unusual, 0) || __builtin_expect(self.view_offset == 0, 0)) {
    if (isReadInPlace(threadState(), reinterpret_cast<uint64_t>(p)))
      return p;
    [[clang::musttail]] return readOther(p, size);
  }
  uint16_t *mark = self.read_marks + (offset >> STM_GRANULE_SHIFT), *last_mark = self.read_marks + (last >> STM_GRANULE_SHIFT);
  *mark = self.stamp;
#pragma clang loop vectorize(disable) unroll(disable)
  while (mark != last_mark)
    *++mark = self.stamp;
  return static_cast<uint8_t *>(p) + self.view_offset;
}

/// Frames younger than the transaction's begin die with an abort.
[[gnu::always_inline]] static inline bool isWrittenInPlace(const ThreadState &thread, uint64_t address) {
  return (thread.stack.contains(address) && address < thread.begin_rsp) || (!layout.contains(address) && isLocalMemory(address));
}

/// The rest of the barriers for writing.
static void *writeOther(void *p, int64_t size, bool whole) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView || size == 0)
    return thread.mode == Mode::kExclusive && size != 0 ? writeAlone(thread, p, size) : p;
  uint64_t address = reinterpret_cast<uint64_t>(p);
  validateOnLowStack(thread);
  uint64_t offset = windowOffset(address);
  if (offset == kNoOffset)
    return writeOutsideWindow(thread, p, size);
  if (isSuspicious(offset, size))
    validateNow(thread);
  markWritten(thread, offset, size, whole);
  return inViewOf(thread, offset);
}

static __attribute__((preserve_most, noinline)) void *writeOtherWhole(void *p, int64_t size) { return writeOther(p, size, true); }
static __attribute__((preserve_most, noinline)) void *writeOtherPart(void *p, int64_t size) { return writeOther(p, size, false); }

/// Whether the transaction has a view, whose copy of `page` it has, and may log so many first writes.
static inline bool mayLog(const ThreadState &thread, const stm_self &self, Page page, size_t granules) {
  return self.view_offset != 0 && (copiedBits(page) & thread.view->bit()) != 0 && thread.undo.hasRoom(granules) && !observed();
}

/// The first granule of [granule, end) whose mark is not the stamp. What a transaction has to itself is marked as a whole.
static inline uint64_t firstUnmarked(const stm_self &self, uint64_t granule, uint64_t end) {
  const uint64_t four = self.stamp * uint64_t(0x0001'0001'0001'0001);
  for (uint64_t marks; granule + 4 <= end; granule += 4) {
    memcpy(&marks, self.write_marks + granule, sizeof marks);
    if (marks != four)
      break;
  }
  while (granule < end && self.write_marks[granule] == self.stamp)
    ++granule;
  return granule;
}

/// A range of more than a granule's size: at once if it lies in one page of the window. Null: it does not.
static inline void *writeInPage(ThreadState &thread, const stm_self &self, void *p, int64_t size, bool whole) {
  uint64_t offset = reinterpret_cast<uint64_t>(p) - self.window_base, last = offset + uint64_t(size) - 1;
  uint64_t end = (last >> STM_GRANULE_SHIFT) + 1;
  bool in_page = (offset >> STM_WINDOW_SHIFT | (offset ^ last) >> kPageShift) == 0; // not so with a size of 0 at a page's begin
  if (__builtin_expect(!in_page, 0) || __builtin_expect(self.view_offset == 0, 0))
    return nullptr;
  uint64_t granule = firstUnmarked(self, offset >> STM_GRANULE_SHIFT, end);
  if (granule < end) {
    if (__builtin_expect(!mayLog(thread, self, Page(offset >> kPageShift), end - granule), 0))
      return nullptr;
    do
      logFirstWrite(thread, self, Granule(granule), whole ? bytesOf(granule, offset, last + 1) : 0);
    while ((granule = firstUnmarked(self, granule, end)) < end);
  }
  return static_cast<uint8_t *>(p) + self.view_offset;
}

STM_SLOW void *__stm_write_part(void *p, int64_t size) {
  if (void *address = writeInPage(threadState(), __stm_self, p, size, /*whole=*/false))
    return address;
  if (isWrittenInPlace(threadState(), reinterpret_cast<uint64_t>(p)))
    return p;
  [[clang::musttail]] return writeOtherPart(p, size);
}

/// More than a granule, or outside of the window.
static __attribute__((preserve_most, noinline)) void *writeRange(void *p, int64_t size) {
  if (void *address = writeInPage(threadState(), __stm_self, p, size, /*whole=*/true))
    return address;
  [[clang::musttail]] return writeOtherWhole(p, size);
}

/// The first store to one or both of two granules.
static __attribute__((preserve_most, noinline)) void *writeFirst(void *p, int64_t size) {
  const stm_self &self = __stm_self;
  ThreadState &thread = threadState();
  uint64_t offset = reinterpret_cast<uint64_t>(p) - self.window_base;
  Granule granule = Granule(offset >> STM_GRANULE_SHIFT), last_granule = Granule((offset + uint64_t(size) - 1) >> STM_GRANULE_SHIFT);
  if (__builtin_expect(!mayLog(thread, self, pageOf(granule), 2), 0) ||
      __builtin_expect((copiedBits(pageOf(last_granule)) & thread.view->bit()) == 0, 0))
    [[clang::musttail]] return writeOtherWhole(p, size);
  // Its bytes in both granules.
  uint32_t written = ((1u << size) - 1) << (offset & (STM_GRANULE_SIZE - 1));
  if (self.write_marks[granule] != self.stamp)
    logFirstWrite(thread, self, granule, uint16_t(written));
  if (self.write_marks[last_granule] != self.stamp)
    logFirstWrite(thread, self, last_granule, uint16_t(written >> STM_GRANULE_SIZE));
  return static_cast<uint8_t *>(p) + self.view_offset;
}

/// What needs nothing is told apart here, with few registers: calls are most of its cost.
STM_SLOW void *__stm_write_slow(void *p, int64_t size) {
  const stm_self &self = __stm_self;
  uint64_t offset = reinterpret_cast<uint64_t>(p) - self.window_base, last = offset + uint64_t(size) - 1;
  if (isUnusual(offset, last, size)) {
    if (isWrittenInPlace(threadState(), reinterpret_cast<uint64_t>(p)))
      return p;
    [[clang::musttail]] return writeRange(p, size);
  }
  // Without a view there may be no marks.
  if (__builtin_expect(self.view_offset == 0, 0) || self.write_marks[offset >> STM_GRANULE_SHIFT] != self.stamp ||
      self.write_marks[last >> STM_GRANULE_SHIFT] != self.stamp)
    [[clang::musttail]] return writeFirst(p, size);
  return static_cast<uint8_t *>(p) + self.view_offset;
}

STM_SLOW void __stm_log_local(void *p, int64_t size) {
  ThreadState &thread = threadState();
  if (thread.mode != Mode::kView)
    return;
  validateOnLowStack(thread);
  logLocal(thread, p, size);
}

/// Moves one to two words, which may overlap.
template <class Word> static inline void moveEnds(void *to, const void *from, size_t size) {
  Word first, last;
  memcpy(&first, from, sizeof first);
  memcpy(&last, static_cast<const uint8_t *>(from) + size - sizeof last, sizeof last);
  memcpy(to, &first, sizeof first);
  memcpy(static_cast<uint8_t *>(to) + size - sizeof last, &last, sizeof last);
}

/// Mostly a few words, which a call would cost more than.
static inline void moveBytes(void *to, const void *from, size_t size) {
  if (size < sizeof(uint64_t) || size > 2 * sizeof(Bytes16)) {
    memmove(to, from, size);
  } else if (size <= sizeof(Bytes16)) {
    moveEnds<uint64_t>(to, from, size);
  } else {
    moveEnds<Bytes16>(to, from, size);
  }
}

STM_ENTRY void *__stm_memcpy(void *to, const void *from, size_t size) {
  if (size == 0)
    return to;
  void *target = __stm_write_slow(to, int64_t(size));
  void *source = __stm_read_slow(const_cast<void *>(from), int64_t(size));
  moveBytes(target, source, size);
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

