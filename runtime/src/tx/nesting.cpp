//===- tx/nesting.cpp - Checkpoints of inner regions ------------------------------------------===//
#include "tx/nesting.h"

#include "base/check.h"
#include "config/flags.h"
#include "memory/globals.h"
#include "memory/heap.h"
#include "tx/actions.h"
#include "tx/elision.h"
#include "tx/exclusive.h"
#include "tx/lone.h"
#include "tx/own_range.h"
#include "tx/transaction.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

std::atomic<uint32_t> program_undoes{0};

namespace stm {

/// Where os/checkpoint_x86_64.S puts the registers for stm_nested_begin.
constinit thread_local Checkpoint nested_checkpoint __asm__("__stm_nested_checkpoint")
    __attribute__((visibility("hidden"))) = {};

namespace {

/// The parts of a frame that a checkpoint saves: all but [escaped, escaped_end).
struct FrameParts {
  uint64_t low, skip, skip_end, high;

  explicit FrameParts(const Checkpoint &begin)
      : low(begin.rsp), skip(begin.escaped), skip_end(begin.escaped_end), high(begin.cfa) {
    if (skip < low || skip_end > high)
      skip = skip_end = high;
  }
  size_t size() const { return skip - low + (high - skip_end); }
  void save(uint8_t *to) const {
    memcpy(to, reinterpret_cast<void *>(low), skip - low);
    memcpy(to + (skip - low), reinterpret_cast<void *>(skip_end), high - skip_end);
  }
  void restore(const uint8_t *from) const {
    memcpy(reinterpret_cast<void *>(low), from, skip - low);
    memcpy(reinterpret_cast<void *>(skip_end), from + (skip - low), high - skip_end);
  }
};

void setWriteMarks(const View &view, uint64_t begin, uint64_t end, uint16_t value) {
  std::fill(view.write_marks + granuleOf(begin), view.write_marks + granuleOf(begin) + (end - begin) / STM_GRANULE_SIZE,
            value);
}

/// 0 is no transaction's stamp.
void forgetWritten(const View &view, Granule granule) {
  view.write_marks[granule] = 0;
  view.read_marks[granule] = view.stamp;
}

/// All that was written so far is logged again at the next store to it.
void forgetWrites(ThreadState &thread) {
  const View &view = *thread.view;
  Lengths &known = thread.forgotten;
  for (; known.undo < thread.undo.size(); ++known.undo)
    forgetWritten(view, thread.undo[known.undo].granule);
  for (; known.fresh < thread.fresh.size(); ++known.fresh) {
    const Block &block = thread.fresh[known.fresh];
    uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block.address));
    setWriteMarks(view, begin, begin + block.size, 0);
  }
  for (; known.owned < thread.owned.size(); ++known.owned)
    setWriteMarks(view, thread.owned[known.owned].begin, thread.owned[known.owned].end, 0);
}

void undoMemory(ThreadState &thread, const Lengths &keep) {
  const View &view = *thread.view;
  for (size_t i = thread.undo.size(); i-- > keep.undo;) {
    const UndoEntry &entry = thread.undo[i];
    memcpy(view.at(entry.granule), &entry.old, sizeof entry.old);
    forgetWritten(view, entry.granule);
  }
  for (size_t i = keep.fresh; i < thread.fresh.size(); ++i) {
    const Block &block = thread.fresh[i];
    uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block.address));
    restoreCommitted(view, begin, begin + block.size);
    setWriteMarks(view, begin, begin + block.size, 0);
    heapFree(block.address);
  }
  restoreOwned(thread, keep.owned);
  for (size_t i = keep.owned; i < thread.owned.size(); ++i)
    setWriteMarks(view, thread.owned[i].begin, thread.owned[i].end, 0);
  thread.undo.truncate(keep.undo);
  if (observed())
    thread.places.truncate(keep.undo);
  thread.fresh.truncate(keep.fresh);
  thread.owned.truncate(keep.owned);
  thread.frees.truncate(keep.frees);
  thread.forgotten.undo = std::min(thread.forgotten.undo, keep.undo);
  thread.forgotten.fresh = std::min(thread.forgotten.fresh, keep.fresh);
  thread.forgotten.owned = std::min(thread.forgotten.owned, keep.owned);
}

/// Undoes the inner region and all in it; its begin returns once more and says so.
[[noreturn]] void undoInner(ThreadState &thread, size_t index) {
  ++thread.counts.inner_undone;
  // As when it began: the last record is this one.
  Nested record = thread.nested[index];
  thread.nested.truncate(index + 1);
  undoMemory(thread, record.lengths);
  restoreLocals(thread, record.lengths.local, record.begin.rsp);
  undoInnerLocks(thread, record.lengths.locks, index);
  FrameParts(record.begin).restore(thread.nested_frames.begin() + record.frame_at);
  thread.nested_frames.truncate(record.frame_at + FrameParts(record.begin).size());
  fast.busy = record.busy;
  thread.begin_rsp = record.begin.rsp;
  runInnerAbortActions(thread, {record.lengths.actions, record.lengths.action_bytes});
  errno = record.error;
  stm_return(&record.begin, 1);
}

} // namespace

void cancelInner(ThreadState &thread) {
  for (size_t i = thread.nested.size(); i-- > 0;)
    if (thread.nested[i].kind == NestedKind::kRegion)
      undoInner(thread, i);
}

void loseAlternative(ThreadState &thread) {
  for (size_t i = thread.nested.size(); i-- > 0;)
    if (thread.nested[i].kind == NestedKind::kAlternative)
      undoInner(thread, i);
}

} // namespace stm

using namespace stm;

#define STM_ENTRY extern "C" __attribute__((visibility("default")))

extern "C" __attribute__((visibility("hidden"))) void stm_nested_begin() {
  ThreadState &thread = threadState();
  ++fast.busy;
  if (thread.mode != Mode::kView)
    return;
  forgetWrites(thread);
  FrameParts frame(nested_checkpoint);
  size_t frame_at = thread.nested_frames.size();
  frame.save(thread.nested_frames.extend(frame.size()));
  Lengths lengths = {thread.undo.size(),  thread.fresh.size(),   thread.owned.size(),       thread.frees.size(),
                     thread.local_undo.size(), thread.actions.size(), thread.action_bytes.size(),
                     thread.elisions.size()};
  thread.nested.push({nested_checkpoint, lengths, frame_at, thread.begin_rsp, fast.busy, NestedKind::kRegion,
                      errno});
  thread.begin_rsp = nested_checkpoint.rsp;
}

STM_ENTRY void __stm_nested_end() {
  ThreadState &thread = threadState();
  if (!thread.nested.empty() && thread.nested.back().busy == fast.busy) {
    const Nested &record = thread.nested.back();
    thread.begin_rsp = record.outer_begin_rsp;
    thread.nested_frames.truncate(record.frame_at);
    thread.nested.truncate(thread.nested.size() - 1);
  }
  --fast.busy;
}

STM_ENTRY void __stm_catch_retry() {
  ThreadState &thread = threadState();
  if (thread.nested.empty() || thread.nested.back().busy != fast.busy)
    return;
  thread.nested.back().kind = NestedKind::kAlternative;
  // The region of or_else itself around it is none that the user sees.
  if (size_t count = thread.nested.size(); count > 1 && thread.nested[count - 2].busy == fast.busy - 1)
    thread.nested[count - 2].kind = NestedKind::kHidden;
}

STM_ENTRY void __stm_program_undoes() {
  currentThread();
  program_undoes.store(1, std::memory_order_relaxed);
  flags.lone = flags.lock = 0;
  if (fast.lone_depth.load(std::memory_order_relaxed) != 0 || fast.busy != 0)
    return;
  LockGuard guard(gateLock());
  if (isBiased())
    revokeBiasLocked();
}
