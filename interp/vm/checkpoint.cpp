// Copies and their restoring. See checkpoint.h.
//
// The list of copies in Checkpoint::memory: each an address and a size, behind the bytes. They are put back latest first: a
// lower frame's registers overlap those of its callee, which were copied before.
#include "vm/checkpoint.h"
#include "vm/heap_blocks.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/waiting.h"

#include <cstddef>
#include <cstring>
#include <sched.h>

namespace pystm {

namespace {

struct Copy {
  void *address;
  uint64_t size; // of the bytes before
};

uint64_t rounded(uint64_t size) { return (size + 7) & ~uint64_t{7}; }

// Local memory, all of it.
PYSTM_PURE void append(Checkpoint &checkpoint, void *address, size_t size) {
  memcpy(checkpoint.end, address, size);
  auto *copy = reinterpret_cast<Copy *>(checkpoint.end + rounded(size));
  copy->address = address;
  copy->size = size;
  checkpoint.end = reinterpret_cast<char *>(copy + 1);
}

void keep(Checkpoint &checkpoint, void *address, size_t size) {
  if (checkpoint.end > checkpoint.limit) [[unlikely]] {
    runAlone();
    checkpoint.end = checkpoint.memory; // nothing is undone any more
  }
  append(checkpoint, address, size);
}

void keepFrame(Checkpoint &checkpoint, Frame *frame) {
  keep(checkpoint, frame->registers, frame->code->registers * sizeof(Value));
  keep(checkpoint, frame, sizeof *frame);
}

// After an abort, before the region runs again.
void restore(void *argument) {
  auto &thread = *static_cast<Thread *>(argument);
  Checkpoint &checkpoint = thread.checkpoint;
  ++checkpoint.aborts;
  if (!checkpoint.active)
    return;
  while (checkpoint.end != checkpoint.memory) {
    Copy copy = *reinterpret_cast<Copy *>(checkpoint.end - sizeof(Copy));
    checkpoint.end -= sizeof(Copy) + rounded(copy.size);
    memcpy(copy.address, checkpoint.end, copy.size);
  }
  returnSpans(thread);
  thread.requestBorder(checkpoint.taken);
  checkpoint.taken = 0;
  // release: the collector of another thread sees all of it.
  __atomic_store_n(&checkpoint.active, false, __ATOMIC_RELEASE);
}

} // namespace

void beginCheckpoint(Thread &thread) {
  Checkpoint &checkpoint = thread.checkpoint;
  reuseWaitBuffers(thread); // of the half before, where a region is divided
  thread.text_floor = thread.text_depth;
  if (!beginUndoable(thread, restore))
    return;
  checkpoint.end = checkpoint.memory;
  thread.blocks.spans.first = nullptr;
  checkpoint.active = true;
  checkpoint.taken = 0;
  keep(checkpoint, &thread, offsetof(Thread, checkpoint));
  checkpoint.lowest = thread.frame;
  if (thread.frame)
    keepFrame(checkpoint, thread.frame);
}

void endCheckpoint(Thread &thread) {
  reuseWaitBuffers(thread);
  thread.checkpoint.lowest = nullptr;
  __atomic_store_n(&thread.checkpoint.active, false, __ATOMIC_RELEASE);
}

void keepFrames(Thread &thread, Frame *frame) {
  Checkpoint &checkpoint = thread.checkpoint;
  while (checkpoint.lowest > frame)
    keepFrame(checkpoint, --checkpoint.lowest);
}

void noteLearnt(Thread &thread, void *place, size_t size) {
  if (thread.checkpoint.active)
    keep(thread.checkpoint, place, size);
}

void awaitCheckpoints(Thread &self) {
  for (Thread *thread = runtime.threads; thread; thread = thread->checkpoint.next)
    while (thread != &self && __atomic_load_n(&thread->checkpoint.active, __ATOMIC_ACQUIRE))
      sched_yield();
}

} // namespace pystm
